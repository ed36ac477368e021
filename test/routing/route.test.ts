import { describe, expect, test } from '@jest/globals';
import { route, type RuleForRouting } from '../../src/routing/domain/route.js';

const matter = {
  categoryId: 'water',
  areaId: 'valley',
  categoryOfficeId: 'works',
  placePartnerId: null,
};
let position = 0;
const rule = (code: string, parts: Partial<RuleForRouting>): RuleForRouting => ({
  code,
  name: { it: `Regola ${code}` },
  position: (position += 1),
  categoryId: null,
  areaId: null,
  officeId: null,
  partnerId: null,
  involvement: null,
  ...parts,
});
const named = (code: string) => ({ code, name: { it: `Regola ${code}` } });
const straight = rule('straight', {
  categoryId: 'water',
  partnerId: 'utility',
  involvement: 'executor',
});
const ditches = rule('ditches', {
  categoryId: 'water',
  areaId: 'valley',
  partnerId: 'drainage',
  involvement: 'informed',
});

describe('routing', () => {
  test('without a rule it is the office of the category, and nobody else', () => {
    expect(route([], matter)).toEqual({
      officeId: 'works',
      officeRule: { code: 'category-office', name: null },
      partners: [],
      faults: [],
    });
  });

  test('partners of all rules that hold are involved, executors first, each with the rule that says so', () => {
    expect(route([ditches, straight], matter).partners).toEqual([
      { partnerId: 'utility', involvement: 'executor', rule: named('straight') },
      { partnerId: 'drainage', involvement: 'informed', rule: named('ditches') },
    ]);
  });

  test('a rule holds only where every condition that it sets is met', () => {
    const partnersIn = (areaId: string | null) =>
      route([straight, ditches], { ...matter, areaId }).partners.map(({ partnerId }) => partnerId);
    expect(partnersIn('valley')).toEqual(['utility', 'drainage']);
    expect(partnersIn('harbour')).toEqual(['utility']);
    expect(partnersIn(null)).toEqual(['utility']);
    expect(route([straight, ditches], { ...matter, categoryId: 'noise' }).partners).toEqual([]);
  });

  test('among rules with an office the first by position wins, whatever their order in the list', () => {
    const first = rule('first', { officeId: 'green' });
    const second = rule('second', { officeId: 'police' });
    expect(route([second, first], matter)).toMatchObject({
      officeId: 'green',
      officeRule: named('first'),
    });
  });

  test('a school is involved with what happens at its building, as requester', () => {
    expect(route([], { ...matter, placePartnerId: 'school' }).partners).toEqual([
      { partnerId: 'school', involvement: 'requester', rule: { code: 'place-owner', name: null } },
    ]);
  });

  test('a partner named twice is involved once, in its strongest part', () => {
    const told = rule('told', { partnerId: 'school', involvement: 'informed' });
    const works = rule('works', { partnerId: 'school', involvement: 'executor' });
    const atSchool = { ...matter, placePartnerId: 'school' };
    expect(route([told], atSchool).partners).toMatchObject([
      { involvement: 'requester', rule: { code: 'place-owner' } },
    ]);
    expect(route([told, works], atSchool).partners).toMatchObject([
      { involvement: 'executor', rule: { code: 'works' } },
    ]);
    expect(route([told, works], atSchool).partners).toHaveLength(1);
  });

  test('a rule that names somebody inactive has no effect and is named as a fault', () => {
    const gone = rule('gone', {
      officeId: 'closed-office',
      partnerId: 'closed',
      involvement: 'executor',
    });
    const next = rule('next', { officeId: 'green' });
    expect(route([gone, next, straight], matter, new Set(['closed-office', 'closed']))).toEqual({
      officeId: 'green',
      officeRule: named('next'),
      partners: [{ partnerId: 'utility', involvement: 'executor', rule: named('straight') }],
      faults: [
        { rule: named('gone'), reason: 'office-inactive', id: 'closed-office' },
        { rule: named('gone'), reason: 'partner-inactive', id: 'closed' },
      ],
    });
  });

  test('there is always an office: the category keeps its own even where that is inactive, and it is a fault', () => {
    expect(route([], matter, new Set(['works']))).toMatchObject({
      officeId: 'works',
      faults: [{ rule: { code: 'category-office' }, reason: 'office-inactive', id: 'works' }],
    });
  });
});
