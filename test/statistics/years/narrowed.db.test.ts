import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FeedbackAnswer } from '../../../src/feedback/feedback-answer.entity.js';
import type { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import type { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import { COUNTED, DIMENSIONS, type Dimension } from '../../../src/statistics/domain/figures.js';
import { monthOf, monthsUpTo } from '../../../src/statistics/domain/month.js';
import { DimensionNames } from '../../../src/statistics/names.service.js';
import { NarrowedYears } from '../../../src/statistics/years/narrowed-years.service.js';
import { answersTo, anyFacts, codeOf, COLUMN, near, reopeningsBefore } from '../any-facts.js';
import { type CountedTown, openCountedTown } from '../counted-town.js';
import { plainFigures } from '../plain-month.js';

const MONTHS = 6;
const LAST = monthOf('2027-06');
const codes = monthsUpTo(LAST, MONTHS).map(({ code }) => code);
const PAIRS: readonly (readonly [Dimension, Dimension])[] = [
  ['office', 'category'],
  ['area', 'level'],
  ['outcome', 'channel'],
  ['state', 'weekday'],
  ['hour', 'origin'],
  ['partner', 'kind'],
  ['language', 'office'],
];

describe('a year narrowed to what two values have in common', () => {
  let town: CountedTown;
  let rows: RequestFacts[];
  let reopenings: RequestReopening[];
  let answers: FeedbackAnswer[];
  let years: NarrowedYears;
  beforeAll(async () => {
    town = await openCountedTown();
    rows = await town.add(fc.sample(anyFacts(town), { numRuns: 400, seed: 5 }));
    reopenings = rows.flatMap(reopeningsBefore);
    await town.reopen(reopenings);
    answers = rows.flatMap(answersTo);
    await town.rate(answers);
    const clock = { now: () => new Date('2027-07-01T10:00:00Z') };
    years = new NarrowedYears(town.slowReads, new DimensionNames(town.db.reads), clock);
  });
  afterAll(() => town.close());

  const valuesOf = (dimension: Dimension): (string | null)[] => [
    ...new Set(rows.map((row) => row[COLUMN[dimension]])),
  ];

  test.each(PAIRS)(
    '%s and %s: month by month it equals a plain computation',
    async (one, other) => {
      for (const [a, b] of valuesOf(one)
        .slice(0, 3)
        .flatMap((x) =>
          valuesOf(other)
            .slice(0, 3)
            .map((y) => [x, y] as const),
        )) {
        // prettier-ignore
        const own = rows.filter((row) => row[COLUMN[one]] === a && row[COLUMN[other]] === b);
        const slices = [{ dimension: one, code: codeOf(town, a) }, { dimension: other, code: codeOf(town, b) }]; // prettier-ignore
        const months = await years.months(slices, LAST, MONTHS);
        expect(months).toEqual(
          codes.map((code) => near(plainFigures(own, reopenings, code, answers))),
        );
      }
    },
  );

  test.each(PAIRS)(
    '%s: what it has in common with each %s adds up to its own line',
    async (one, other) => {
      const code = codeOf(town, valuesOf(one)[0]!);
      const whole = await years.months([{ dimension: one, code }], LAST, MONTHS);
      const parts = await Promise.all(
        valuesOf(other).map((value) => years.months([{ dimension: one, code }, { dimension: other, code: codeOf(town, value) }], LAST, MONTHS)), // prettier-ignore
      );
      for (const [i, month] of whole.entries()) {
        expect(month.received + month.closed + month.openAtEnd).toBeGreaterThan(0);
        for (const name of COUNTED)
          expect(parts.reduce((sum, part) => sum + part[i]![name], 0)).toBe(month[name]);
      }
    },
  );

  test.each(DIMENSIONS.filter((dimension) => dimension !== 'outcome'))(
    'narrowed to one %s it says what the month says of it, where nothing moved since',
    async (dimension) => {
      const document = await town.composer.compose(monthOf('2027-04'));
      expect(document.by[dimension].length).toBeGreaterThan(1);
      for (const { code, name: _, ...line } of document.by[dimension]) {
        const [april] = await years.months([{ dimension, code }], monthOf('2027-04'), 1);
        expect([code, april]).toEqual([code, near(line)]);
      }
    },
  );

  test('a code that nobody has finds nothing', async () => {
    const months = await years.months([{ dimension: 'office', code: 'gone' }, { dimension: 'kind', code: 'report' }], LAST, 2); // prettier-ignore
    expect(months.map(({ received, openAtEnd }) => [received, openAtEnd])).toEqual([[0, 0], [0, 0]]); // prettier-ignore
  });
});
