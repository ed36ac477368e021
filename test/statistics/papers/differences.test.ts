import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readNumber } from '../../../src/shared/quantity.js';
import { byDimension, byMeasure, type Figures, figuresOf, NO_COUNTS } from '../../../src/statistics/domain/figures.js'; // prettier-ignore
import { monthDifferences, patternDifferences } from '../../../src/statistics/domain/revisions/month-differences.js'; // prettier-ignore
import { MONTH_FORMAT, type MonthDocument } from '../../../src/statistics/domain/month-document.js';
import { MONTH_NUMBERS } from '../../../src/statistics/domain/month-numbers.js';
import { AGE_EDGES_DAYS, buckets, NO_PATTERNS } from '../../../src/statistics/domain/patterns.js';

function month(totals: Figures, patterns = NO_PATTERNS): MonthDocument {
  return { format: MONTH_FORMAT, month: '2026-10', from: '2026-10-01', to: '2026-10-31', timeZone: 'Europe/Rome', computedAt: '2026-11-01T00:00:00Z', totals, by: byDimension(() => []), patterns }; // prettier-ignore
}

const days = fc.double({ min: 0.1, max: 90, noNaN: true });
const anyFigures = fc
  .record({
    days: fc.array(days, { minLength: 18, maxLength: 18 }),
    cases: fc.nat(50),
    within: fc.nat(50),
  })
  .map((one) => {
    // prettier-ignore
    let next = 0;
    const spread = () => ({ cases: one.cases, medianDays: one.days[next++]!, p90Days: one.days[next++]!, meanDays: one.days[next++]! }); // prettier-ignore
    return figuresOf({ ...NO_COUNTS, received: one.cases, termCases: one.cases, termWithin: Math.min(one.within, one.cases) }, byMeasure(spread)); // prettier-ignore
  });

describe('what a correction changed', () => {
  test('is every number of the month’s table that is read otherwise, and none that is read alike', () => {
    fc.assert(
      fc.property(anyFigures, anyFigures, (old, fresh) => {
        const asRead = (figures: Figures) =>
          MONTH_NUMBERS.map(({ read }) => read(figures)).map((one) => (typeof one === 'object' && one ? readNumber(one) : one)); // prettier-ignore
        const [before, after] = [asRead(old), asRead(fresh)];
        const changed = MONTH_NUMBERS.filter((_, i) => before[i] !== after[i]);
        expect(monthDifferences(month(old), month(fresh)).map(({ figure }) => figure)).toEqual(changed.map(({ code }) => code)); // prettier-ignore
      }),
    );
  });

  test('is told of hours, outcomes, histograms, ages and moves too', () => {
    const called = (code: string) => ({ code, name: { it: code } });
    const move = { from: null, to: called('received'), level: called('citizen') };
    const before = { ...NO_PATTERNS, rhythm: [{ weekday: 1, hour: 9, received: 2 }], outcomes: [{ code: 'repaired', closed: 3 }], ageing: buckets(AGE_EDGES_DAYS, [{ index: 0, cases: 4 }]), moves: [{ ...move, moves: 5 }] }; // prettier-ignore
    const histograms = { firstAnswer: [], closure: [{ upToDays: 7, cases: 1 }] };
    const after = { ...before, rhythm: [], outcomes: [{ code: 'repaired', closed: 4 }], histograms, ageing: buckets(AGE_EDGES_DAYS, [{ index: 1, cases: 4 }]), moves: [{ ...move, to: { code: 'received', name: { it: 'Inviata' } }, moves: 6 }] }; // prettier-ignore
    const totals = figuresOf(NO_COUNTS, {});
    const told = patternDifferences(month(totals, before), month(totals, after));
    expect(told.map(({ cell, before: old, after: fresh }) => [cell.pattern, old, fresh])).toEqual([
      ['rhythm', 2, 0],
      ['outcomes', 3, 4],
      ['closure', 0, 1],
      ['ageing', 4, 0],
      ['ageing', 0, 4],
      ['moves', 5, 6],
    ]);
    expect(patternDifferences(month(totals, before), month(totals, before))).toEqual([]);
  });
});
