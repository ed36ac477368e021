import { describe, expect, test } from '@jest/globals';
import { briefing } from '../../src/statistics/domain/briefing.js';
import { byDimension, figuresOf, NO_COUNTS } from '../../src/statistics/domain/figures.js';
import type { MonthDocument } from '../../src/statistics/domain/month-document.js';
import { NO_PATTERNS } from '../../src/statistics/domain/patterns.js';

const spread = (cases: number, medianDays: number) => ({ cases, medianDays, p90Days: medianDays, meanDays: medianDays }); // prettier-ignore

function month(office: { code: string; cases: number; days: number }[], open = 100): MonthDocument {
  const line = ({ cases, days }: { cases: number; days: number }) =>
    figuresOf({ ...NO_COUNTS, closed: cases }, { closure: spread(cases, days) });
  return {
    format: 1,
    month: '2026-10',
    from: '2026-10-01',
    to: '2026-10-31',
    timeZone: 'Europe/Rome',
    computedAt: '2026-11-01T00:00:00Z',
    totals: figuresOf({ ...NO_COUNTS, openAtEnd: open, termCases: 100, termWithin: 80 }, {}),
    by: {
      ...byDimension(() => []),
      office: office.map((one) => ({ code: one.code, name: { it: one.code }, ...line(one) })),
    },
    patterns: NO_PATTERNS,
  };
}

describe('what a mayor reads first', () => {
  test('the one thing that is worst and the one that got better, by how much it changed', () => {
    const before = month([{ code: 'roads', cases: 40, days: 5 }, { code: 'green', cases: 40, days: 20 }], 100); // prettier-ignore
    const now = month([{ code: 'roads', cases: 40, days: 10 }, { code: 'green', cases: 40, days: 12 }], 150); // prettier-ignore
    const { worst, better } = briefing(now, before);
    expect(worst).toMatchObject({ indicator: 'closureDays', line: { code: 'roads' }, before: 5, now: 10, worsening: 1 }); // prettier-ignore
    expect(better).toMatchObject({ indicator: 'closureDays', line: { code: 'green' }, before: 20, now: 12 }); // prettier-ignore
  });

  test('a handful of cases makes no headline, nor does a change of less than a tenth', () => {
    const before = month([{ code: 'hamlet', cases: 3, days: 1 }], 100);
    const now = month([{ code: 'hamlet', cases: 3, days: 9 }], 105);
    const nothing = { worst: null, better: null };
    expect(briefing(now, before)).toEqual({ isComparable: true, ...nothing });
    expect(briefing(now, null)).toEqual({ isComparable: false, ...nothing });
  });

  test('months with a handful of cases of everything are not said to be as good as ever', () => {
    const few = (cases: number) => {
      const made = month([{ code: 'hamlet', cases, days: 2 }], 3);
      return { ...made, totals: figuresOf({ ...NO_COUNTS, openAtEnd: 3, closed: cases }, {}) };
    };
    expect(briefing(few(4), few(2)).isComparable).toBe(false);
  });
});
