import { describe, expect, test } from '@jest/globals';
import { route } from '../../src/routing/domain/route.js';
import { matterWith, rule } from './rules.js';

const matter = matterWith({ categoryId: 'water', areaId: 'valley', categoryOfficeId: 'works' });
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
      person: null,
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
    const roster = { inactive: new Set(['closed-office', 'closed']), officesOf: new Map() };
    expect(route([gone, next, straight], matter, roster)).toEqual({
      officeId: 'green',
      officeRule: named('next'),
      person: null,
      partners: [{ partnerId: 'utility', involvement: 'executor', rule: named('straight') }],
      faults: [
        { rule: named('gone'), reason: 'office-inactive', id: 'closed-office' },
        { rule: named('gone'), reason: 'partner-inactive', id: 'closed' },
      ],
    });
  });

  test('there is always an office: the category keeps its own even where that is inactive, and it is a fault', () => {
    const roster = { inactive: new Set(['works']), officesOf: new Map() };
    expect(route([], matter, roster)).toMatchObject({
      officeId: 'works',
      faults: [{ rule: { code: 'category-office' }, reason: 'office-inactive', id: 'works' }],
    });
  });

  test('a person gets it where the first rule that names one names somebody of that office; else nobody does, and it is a fault', () => {
    const toBruno = rule('to-bruno', { categoryId: 'water', personId: 'bruno' });
    const toNadia = rule('to-nadia', { personId: 'nadia' });
    const officesOf = new Map([
      ['bruno', ['works']],
      ['nadia', ['environment']],
    ]);
    const works = { inactive: new Set<string>(), officesOf };
    expect(route([toBruno, toNadia], matter, works).person).toEqual({
      id: 'bruno',
      rule: named('to-bruno'),
    });
    expect(route([toNadia, toBruno], matter, works)).toMatchObject({ person: { id: 'bruno' } });
    const gone = { inactive: new Set(['bruno']), officesOf };
    expect(route([toBruno, toNadia], matter, gone)).toMatchObject({
      person: null,
      faults: [
        { rule: { code: 'to-bruno' }, reason: 'person-inactive', id: 'bruno' },
        { rule: { code: 'to-nadia' }, reason: 'person-elsewhere', id: 'nadia' },
      ],
    });
  });

  test('who is informed by two rules hears what either says', () => {
    const informed = { partnerId: 'drainage', involvement: 'informed' } as const;
    const ends = rule('ends', { ...informed, hears: 'ends' });
    const named = rule('named', { ...informed, hears: ['verify'] });
    const close = rule('close', { ...informed, hears: ['close', 'verify'] });
    const heard = (...rules: Parameters<typeof route>[0]) =>
      route(rules, matter).partners[0]?.hears;
    expect(heard(ends)).toBe('ends');
    expect(heard(named, close)).toEqual(['verify', 'close']);
    expect(heard(ends, rule('all', informed))).toBeUndefined();
  });
});
