import { describe, expect, test } from '@jest/globals';
import {
  ChangeCount,
  NUMBERS_SHOWN,
  routeChanges,
} from '../../src/routing/domain/compare-routes.js';
import { explain } from '../../src/routing/domain/explain.js';
import { route } from '../../src/routing/domain/route.js';
import { codeFrom } from '../../src/routing/domain/rule-code.js';
import { matterWith, rule } from './rules.js';

const hills = rule('hills', { areaId: 'hills', officeId: 'green' });
const roads = rule('roads', { categoryId: 'roads', officeId: 'works' });
const also = rule('also', {
  officeId: 'police',
  partnerId: 'utility',
  involvement: 'informed',
});

describe('why', () => {
  test('each rule says what of it counted, what an earlier one had decided, or what is not met', () => {
    const { route: found, verdicts } = explain([also, hills, roads], matterWith());
    expect(found.officeId).toBe('works');
    expect(
      verdicts.map(({ rule: { code }, unmet, counts, overruled }) => ({
        code,
        unmet,
        counts,
        overruled,
      })),
    ).toEqual([
      { code: 'hills', unmet: 'area', counts: [], overruled: [] },
      { code: 'roads', unmet: null, counts: ['office'], overruled: [] },
      { code: 'also', unmet: null, counts: ['partner'], overruled: ['office'] },
    ]);
  });

  test('somebody gone is told as such, not as overruled', () => {
    const roster = { inactive: new Set(['works']), officesOf: new Map() };
    const [verdict] = explain([roads], matterWith(), roster).verdicts;
    expect(verdict).toMatchObject({ counts: [], overruled: [], faults: ['office-inactive'] });
  });
});

describe('what an edit would change', () => {
  const changes = (...rules: Parameters<typeof route>[0]) =>
    routeChanges(route([roads], matterWith()), route(rules, matterWith()));

  test('another office, another person, a partner more, a partner less, another part; other words change nothing', () => {
    expect(changes({ ...roads, name: { it: 'Altro nome' } })).toEqual([]);
    expect(changes({ ...roads, officeId: 'green' })).toEqual([
      { kind: 'office', from: 'works', to: 'green' },
    ]);
    expect(changes(roads, also)).toEqual([{ kind: 'partner-in', from: null, to: 'utility' }]);
    const executor = { ...also, involvement: 'executor' as const };
    expect(routeChanges(route([also], matterWith()), route([executor], matterWith()))).toEqual([
      { kind: 'partner-part', from: 'informed', to: 'executor', partnerId: 'utility' },
    ]);
    expect(routeChanges(route([also], matterWith()), route([], matterWith()))).toContainEqual({
      kind: 'partner-out',
      from: 'utility',
      to: null,
    });
  });

  test('equal differences are counted together, with the first numbers', () => {
    const count = new ChangeCount();
    const office = { kind: 'office', from: 'works', to: 'green' } as const;
    for (let i = 1; i <= NUMBERS_SHOWN + 10; i += 1) count.add(`2026-${i}`, [office]);
    const [found] = count.all();
    expect(found).toMatchObject({ change: office, count: NUMBERS_SHOWN + 10 });
    expect(found?.numbers).toHaveLength(NUMBERS_SHOWN);
  });
});

describe('the code of a new rule', () => {
  test('is made of its name, short, and unlike those taken', () => {
    expect(codeFrom("L'acqua a Poggio Sereno: al Consorzio!", [])).toBe(
      'l-acqua-a-poggio-sereno-al-consorzio',
    );
    expect(codeFrom('24 ore', [])).toBe('regola-24-ore');
    expect(codeFrom('Verde', ['verde', 'verde-2'])).toBe('verde-3');
    expect(codeFrom('è'.repeat(200), []).length).toBeLessThanOrEqual(60);
  });
});
