import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FeedbackAnswer } from '../../../src/feedback/feedback-answer.entity.js';
import type { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import type { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import { sumOfPeriods } from '../../../src/statistics/domain/breakdown.js';
import { DIMENSIONS, type Dimension } from '../../../src/statistics/domain/figures.js';
import { monthOf, monthsUpTo } from '../../../src/statistics/domain/month.js';
import { type PeriodTotals, type Slice, totalsOf } from '../../../src/statistics/domain/period.js';
import { MonthPatterns } from '../../../src/statistics/months/month-patterns.service.js';
import { DimensionNames } from '../../../src/statistics/names.service.js';
import { NarrowedParts } from '../../../src/statistics/years/narrowed-parts.service.js';
import { NarrowedYears } from '../../../src/statistics/years/narrowed-years.service.js';
import { answersTo, anyFacts, codeOf, COLUMN, reopeningsBefore } from '../any-facts.js';
import { type CountedTown, openCountedTown } from '../counted-town.js';
import { plainFigures } from '../plain-month.js';

const MONTHS = 6;
const LAST = monthOf('2027-05');
const codes = monthsUpTo(LAST, MONTHS).map(({ code }) => code);
const CHOSEN: readonly (readonly Dimension[])[] = [
  ['office'],
  ['outcome'],
  ['office', 'category'],
  ['area', 'level'],
  ['state', 'weekday'],
  ['partner', 'hour'],
];

const CHOICES = CHOSEN.map((one) => [one.join(' and '), one] as const);

describe('what a narrowed part of the town is made of', () => {
  let town: CountedTown;
  let rows: RequestFacts[];
  let reopenings: RequestReopening[];
  let answers: FeedbackAnswer[];
  let years: NarrowedYears;
  let parts: NarrowedParts;
  let patterns: MonthPatterns;
  beforeAll(async () => {
    town = await openCountedTown();
    rows = await town.add(fc.sample(anyFacts(town), { numRuns: 400, seed: 11 }));
    reopenings = rows.flatMap(reopeningsBefore);
    await town.reopen(reopenings);
    answers = rows.flatMap(answersTo);
    await town.rate(answers);
    await town.move(rows.map(({ requestId, filedOn }) => ({ requestId, seq: 1, movedOn: filedOn, fromState: null, toState: 'received', level: 'citizen' }))); // prettier-ignore
    const clock = { now: () => new Date('2027-07-01T10:00:00Z') };
    const names = new DimensionNames(town.db.reads);
    patterns = new MonthPatterns(town.slowReads, names, clock);
    years = new NarrowedYears(town.slowReads, names, clock);
    parts = new NarrowedParts(town.slowReads, patterns, names, clock);
  });
  afterAll(() => town.close());

  const valueIn = (row: RequestFacts, dimension: Dimension) => codeOf(town, row[COLUMN[dimension]]);
  const meets = (slices: readonly Slice[]) => (row: RequestFacts) =>
    slices.every(({ dimension, code }) => valueIn(row, dimension) === code);
  /** The first request's own values, and those of one that lacks something. */
  const slicesOf = (dimensions: readonly Dimension[]): Slice[][] => {
    const bare = rows.find((row) => dimensions.some((one) => row[COLUMN[one]] === null));
    return [rows[0]!, ...(bare ? [bare] : [])].map((row) =>
      dimensions.map((dimension) => ({ dimension, code: valueIn(row, dimension) })),
    );
  };
  const plainTotals = (own: readonly RequestFacts[]): PeriodTotals =>
    totalsOf(codes.map((code) => plainFigures(own, reopenings, code, answers)));
  const near = (totals: PeriodTotals) =>
    Object.fromEntries(
      Object.entries(totals).map(([name, value]) => [name, value === null || !/Days|Share|Mean/.test(name) ? value : expect.closeTo(value, 6)]), // prettier-ignore
    );

  test.each(CHOICES)(
    '%s: every line of every dimension equals a plain computation, satisfaction too',
    async (_, chosen) => {
      for (const slices of slicesOf(chosen)) {
        const own = rows.filter(meets(slices));
        const { by } = await parts.parts(slices, LAST, MONTHS);
        for (const dimension of DIMENSIONS) {
          const expected = [...new Set(own.map((row) => valueIn(row, dimension)))].map((code) => [code, plainTotals(own.filter(meets([{ dimension, code }])))] as const); // prettier-ignore
          const told = expected.filter(([, { received, closed, openAtEnd, reopened, satisfactionCases }]) => received + closed + openAtEnd + reopened + satisfactionCases > 0); // prettier-ignore
          const lines = new Map(by[dimension].map(({ code, totals }) => [code, totals]));
          for (const [code, totals] of told)
            expect([dimension, code, lines.get(code)]).toEqual([dimension, code, near(totals)]);
          expect(lines.size).toBeGreaterThanOrEqual(told.length);
        }
      }
    },
  );

  test.each(CHOICES)(
    '%s: the lines of each dimension add up to the months of the same choice',
    async (_, chosen) => {
      for (const slices of slicesOf(chosen)) {
        const whole = totalsOf(await years.months(slices, LAST, MONTHS));
        const { by } = await parts.parts(slices, LAST, MONTHS);
        expect(whole.received).toBeGreaterThan(0);
        for (const dimension of DIMENSIONS)
          expect([dimension, sumOfPeriods(by[dimension].map(({ totals }) => totals))]).toEqual([dimension, near(whole)]); // prettier-ignore
      }
    },
  );

  test.each(CHOICES)(
    '%s: days, ages, outcomes and hours add up to the figures of the last month',
    async (_, chosen) => {
      for (const slices of slicesOf(chosen)) {
        const [month] = await years.months(slices, LAST, 1);
        const { patterns: own } = await parts.parts(slices, LAST, MONTHS);
        const sum = (list: readonly { readonly cases: number }[]) => list.reduce((all, { cases }) => all + cases, 0); // prettier-ignore
        expect([
          own.rhythm.reduce((all, { received }) => all + received, 0),
          own.outcomes.reduce((all, { closed }) => all + closed, 0),
          sum(own.histograms.firstAnswer),
          sum(own.histograms.closure),
          sum(own.ageing),
        ]).toEqual([
          month?.received,
          month?.closed,
          month?.firstAnswer.cases,
          month?.closure.cases,
          month?.openAtEnd,
        ]);
      }
    },
  );

  test('the parts of all values of a dimension are together what the town shows', async () => {
    const whole = await patterns.of(LAST);
    const offices = await Promise.all(
      town.offices.map((id) => parts.parts([{ dimension: 'office', code: codeOf(town, id) }], LAST, MONTHS)), // prettier-ignore
    );
    const moves = (list: typeof whole.moves) => list.reduce((all, { moves: n }) => all + n, 0);
    const ages = (list: typeof whole.ageing) => list.map(({ cases }) => cases);
    expect(moves(whole.moves)).toBeGreaterThan(0);
    expect(offices.reduce((all, { patterns: own }) => all + moves(own.moves), 0)).toBe(moves(whole.moves)); // prettier-ignore
    const summed = offices.map(({ patterns: own }) => ages(own.ageing));
    expect(ages(whole.ageing)).toEqual(ages(whole.ageing).map((_, i) => summed.reduce((all, one) => all + (one[i] ?? 0), 0))); // prettier-ignore
  });
});
