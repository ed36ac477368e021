import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { databaseKind } from '../../src/config/database-kind.js';
import {
  COUNTED,
  DIMENSIONS,
  type Figures,
  MEASURES,
} from '../../src/statistics/domain/figures.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { answersTo, anyFacts, codeOf, near, reopeningsBefore, undone } from './any-facts.js';
import { type CountedTown, factsOf, openCountedTown } from './counted-town.js';
import { phasesOf, plainValue } from './months/plain-values.js';
import { type IsIn, plainClosings, plainFigures } from './plain-month.js';

type ValueOf = (...asked: Parameters<IsIn>) => string | null;

const RECEIVED = { code: 'received', name: { it: 'Ricevuta' } };
const TAKEN = { code: 'taken-in-charge', name: { it: 'taken-in-charge' } };

describe('the month', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
  });
  beforeEach(() => town.clear());
  afterAll(() => town.close());

  test('computed from random facts it equals a plain computation over the same rows, for the town and on every line', async () => {
    const rows = await town.add(fc.sample(anyFacts(town), { numRuns: 600, seed: 42 }));
    const reopenings = rows.flatMap(reopeningsBefore);
    await town.reopen(reopenings);
    expect(reopenings.length).toBeGreaterThan(100);
    const answers = rows.flatMap(answersTo);
    await town.rate(answers);
    expect(answers.length).toBeGreaterThan(100);
    const moves = rows.flatMap(phasesOf);
    await town.move(moves);
    for (const month of ['2027-02', '2027-03', '2027-04', '2027-05']) {
      const past = { reopenings, moves, month };
      const report = await town.months.report(monthOf(month));
      expect(report.totals).toEqual(near(plainFigures(rows, reopenings, month, answers)));
      for (const dimension of DIMENSIONS) {
        const valueOf: ValueOf = (row, closing) => plainValue(dimension, { row, closing, past });
        const told = rows.map((row) => [row, new Set([undefined, ...plainClosings(row, reopenings)].map((closing) => valueOf(row, closing)))] as const); // prettier-ignore
        const values = new Set(told.flatMap(([, own]) => [...own]));
        const computed = new Map(report.by[dimension].map((line) => [line.value?.code ?? null, line.figures])); // prettier-ignore
        expect(computed.size).toBeGreaterThan(1);
        for (const value of values) {
          const isIn: IsIn = (row, closing) => valueOf(row, closing) === value;
          const own = told.filter(([, ofRow]) => ofRow.has(value)).map(([row]) => row);
          const plain = plainFigures(own, reopenings, month, answers, isIn);
          const figures = computed.get(codeOf(town, value));
          if (figures)
            expect([month, dimension, value, figures]).toEqual([month, dimension, value, near(plain)]); // prettier-ignore
          else expect(countsIn(plain)).toBe(0);
        }
        expect(computed.size).toBeLessThanOrEqual(values.size);
      }
    }
  });

  test('one month ends with what the next begins with, and every request is received and ended once', async () => {
    const rows = await town.add(fc.sample(anyFacts(town), { numRuns: 300, seed: 7 }));
    const reopenings = rows.flatMap(reopeningsBefore);
    await town.reopen(reopenings);
    const codes = ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06', '2027-07', '2027-08']; // prettier-ignore
    const totals: Figures[] = [];
    const balance = (f: Figures) =>
      f.openAtStart + f.received + f.reopened - f.closed - f.withdrawn - f.openAtEnd;
    for (const code of codes) {
      const report = await town.months.report(monthOf(code));
      totals.push(report.totals);
      expect(balance(report.totals)).toBe(0);
      for (const dimension of DIMENSIONS)
        for (const { figures } of report.by[dimension]) expect(balance(figures)).toBe(0);
    }
    totals.slice(1).forEach((month, i) => expect(month.openAtStart).toBe(totals[i]!.openAtEnd));
    const sum = (name: 'received' | 'reopened' | 'closed' | 'withdrawn') =>
      totals.reduce((all, month) => all + month[name], 0);
    expect(sum('received')).toBe(rows.length);
    expect(sum('reopened')).toBe(reopenings.length);
    expect(sum('closed') + sum('withdrawn')).toBe(
      rows.filter((row) => row.stateKind === 'closed').length + reopenings.length,
    );
  });

  test('a request of the last minute of a month with 743 hours belongs to it, one of the next minute to the following', async () => {
    await town.add([
      factsOf(town, { filed: '2027-02-28T22:59:59.999Z' }), // 23:59 of 28 February
      factsOf(town, { filed: '2027-02-28T23:00:00.000Z' }), // 0:00 of 1 March
      factsOf(town, { filed: '2027-03-31T21:59:59.999Z' }), // 23:59 of 31 March, summer time
      factsOf(town, { filed: '2027-03-31T22:00:00.000Z' }), // 0:00 of 1 April
    ]);
    const received = async (code: string) =>
      (await town.months.report(monthOf(code))).totals.received;
    expect([await received('2027-02'), await received('2027-03'), await received('2027-04')]).toEqual([1, 2, 1]); // prettier-ignore
  });

  test('days are those that really passed: a night in which the clock goes forward lasts 23 hours, the one in autumn 25', async () => {
    const night = { filed: '2027-03-27T23:00:00.000Z', closed: '2027-03-28T22:00:00.000Z' };
    const longNight = { filed: '2026-10-24T22:00:00.000Z', closed: '2026-10-25T23:00:00.000Z' };
    await town.add([factsOf(town, night), factsOf(town, longNight)]);
    const median = async (code: string) =>
      (await town.months.report(monthOf(code))).totals.closure.medianDays;
    expect(await median('2027-03')).toBeCloseTo(23 / 24, 9);
    expect(await median('2026-10')).toBeCloseTo(25 / 24, 9);
  });

  test.each([
    [[3], 3, 3],
    [[1, 2], 1.5, 1.9],
    [[0, 0, 0], 0, 0],
    [[5, 1, 3], 3, 4.6],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5.5, 9.1],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], 6, 10],
  ])(
    'closed after %j days: the median is %d and the 90th percentile %d, as in a spreadsheet',
    async (days, median, p90) => {
      const filed = '2027-04-01T10:00:00.000Z';
      const after = (count: number) =>
        new Date(Date.parse(filed) + count * 86_400_000).toISOString();
      await town.add(
        days.map((count) =>
          factsOf(town, { filed, closed: after(count) }, { closedOn: '2027-04-30' }),
        ),
      );
      const { totals } = await town.months.report(monthOf('2027-04'));
      expect(totals.closure.cases).toBe(days.length);
      expect(totals.closure.medianDays).toBeCloseTo(median, 9);
      expect(totals.closure.p90Days).toBeCloseTo(p90, 9);
    },
  );

  test('closed at the very instant of the term is within it, a millisecond later is not', async () => {
    const due = new Date('2027-03-10T23:00:00.000Z');
    const filed = '2027-03-01T10:00:00.000Z';
    await town.add([
      factsOf(town, { filed, closed: '2027-03-10T23:00:00.000Z' }, { dueAt: due }),
      factsOf(town, { filed, closed: '2027-03-10T23:00:00.001Z' }, { dueAt: due }),
    ]);
    const { totals } = await town.months.report(monthOf('2027-03'));
    expect(totals.term).toEqual({ cases: 2, within: 1, share: 0.5 });
  });

  test('closed in January and reopened in March: over in February, open again after, and January keeps its closing', async () => {
    const filed = '2027-01-05T10:00:00.000Z';
    const [row] = await town.add([factsOf(town, { filed }, { timesReopened: 1 })]);
    const january = async () => (await town.months.report(monthOf('2027-01'))).totals;
    await town.reopen([
      undone(row!, { closed: '2027-01-20T10:00:00.000Z', reopened: '2027-03-05T10:00:00.000Z' }),
    ]);
    expect(await january()).toMatchObject({ received: 1, closed: 1, reopened: 0, openAtEnd: 0, closure: { cases: 1, medianDays: 15 } }); // prettier-ignore
    expect((await town.months.report(monthOf('2027-02'))).totals).toMatchObject({ openAtStart: 0, closed: 0, openAtEnd: 0 }); // prettier-ignore
    const march = await town.months.report(monthOf('2027-03'));
    expect(march.totals).toMatchObject({ openAtStart: 0, received: 0, reopened: 1, openAtEnd: 1 });
    expect(march.by.office).toMatchObject([{ figures: { reopened: 1, openAtEnd: 1 } }]);
    const flow = await town.months.flow(monthOf('2027-03'), 3);
    expect(flow.map(({ closed, reopened }) => [closed, reopened])).toEqual([[1, 0], [0, 0], [0, 1]]); // prettier-ignore
  });

  test('closed, reopened and closed again in one month: two closings, one reopening, and the sum still holds', async () => {
    const moments = { filed: '2027-03-01T10:00:00.000Z', closed: '2027-03-20T10:00:00.000Z' };
    const [row] = await town.add([factsOf(town, moments, { timesReopened: 1 })]);
    await town.reopen([
      undone(row!, { closed: '2027-03-03T10:00:00.000Z', reopened: '2027-03-05T10:00:00.000Z' }),
    ]);
    const { totals } = await town.months.report(monthOf('2027-03'));
    expect(totals).toMatchObject({ openAtStart: 0, received: 1, reopened: 1, closed: 2, withdrawn: 0, openAtEnd: 0 }); // prettier-ignore
    expect(totals.closure).toMatchObject({ cases: 2, medianDays: 10.5, meanDays: 10.5 });
  });

  test('the time in which the clock stood still is told apart: nineteen days, of which five were waited for the citizen', async () => {
    const moments = { filed: '2027-03-01T10:00:00.000Z', closed: '2027-03-20T10:00:00.000Z' };
    await town.add([factsOf(town, moments, { suspendedSeconds: 5 * 86_400 })]);
    const { totals } = await town.months.report(monthOf('2027-03'));
    expect([totals.closure.meanDays, totals.closureNet.meanDays]).toEqual([19, 14]);
  });

  test('withdrawn requests are received and leave the stock, but are never among the closed, the days or the term', async () => {
    const closedLate = { filed: '2027-01-01T10:00:00.000Z', closed: '2027-03-10T10:00:00.000Z' };
    const withdrawn = { filed: '2027-03-02T10:00:00.000Z', closed: '2027-03-03T10:00:00.000Z' };
    await town.add([
      factsOf(town, closedLate),
      factsOf(town, withdrawn, { isWithdrawn: true, outcome: 'withdrawn' }),
    ]);
    const { totals } = await town.months.report(monthOf('2027-03'));
    expect(totals).toMatchObject({ openAtStart: 1, received: 1, closed: 1, withdrawn: 1, openAtEnd: 0 }); // prettier-ignore
    expect(totals.closure).toEqual({ cases: 1, medianDays: 68, p90Days: 68, meanDays: 68 });
    expect(totals.term).toEqual({ cases: 1, within: 0, share: 0 });
  });

  test('imported requests count and are timed to closure, but have no term and no first answer', async () => {
    await town.add([
      factsOf(
        town,
        { filed: '2027-03-01T23:00:00.000Z', closed: '2027-03-05T23:00:00.000Z' },
        { isImported: true, firstAnswerAt: new Date('2027-03-04T09:00:00.000Z'), firstAnswerOn: '2027-03-04' }, // prettier-ignore
      ),
    ]);
    const { totals } = await town.months.report(monthOf('2027-03'));
    expect(totals).toMatchObject({ received: 1, receivedImported: 1, closed: 1 });
    expect(totals.closure).toEqual({ cases: 1, medianDays: 4, p90Days: 4, meanDays: 4 });
    expect(totals.term).toEqual({ cases: 0, within: 0, share: null });
    expect(totals.firstAnswer.cases).toBe(0);
  });

  test('a month in which nothing happened has noughts, no lines and no percentiles', async () => {
    const report = await town.months.report(monthOf('2027-03'));
    expect(countsIn(report.totals)).toBe(0);
    expect(report.totals.closure).toEqual({ cases: 0, medianDays: null, p90Days: null, meanDays: null }); // prettier-ignore
    expect(DIMENSIONS.map((dimension) => report.by[dimension])).toEqual(DIMENSIONS.map(() => []));
  });

  test('what is open while the month runs is as old as it is today, not as it will be at the end', async () => {
    await town.add([
      factsOf(town, { filed: '2027-06-14T10:00:00.000Z' }), // yesterday
      factsOf(town, { filed: '2027-06-01T10:00:00.000Z' }),
    ]);
    const { patterns } = await town.composer.compose(monthOf('2027-06'));
    expect(patterns.ageing.slice(0, 2)).toEqual([{ upToDays: 7, cases: 1 }, { upToDays: 30, cases: 1 }]); // prettier-ignore
  });

  test('phases are counted by the state they lead from, the state and the level that entered them', async () => {
    const [row] = await town.add([factsOf(town, { filed: '2027-03-01T10:00:00.000Z' })]);
    const { requestId } = row!;
    const move = (seq: number, movedOn: string, fromState: string | null, toState: string, level: string) => ({ requestId, seq, movedOn, fromState, toState, level }); // prettier-ignore
    await town.move([
      move(1, '2027-03-01', null, 'received', 'citizen'),
      move(2, '2027-03-31', 'received', 'taken-in-charge', 'operator'),
      move(4, '2027-03-31', 'taken-in-charge', 'received', 'gone'),
      move(5, '2027-04-01', 'received', 'taken-in-charge', 'operator'),
    ]);
    const { patterns } = await town.composer.compose(monthOf('2027-03'));
    expect(patterns.moves).toEqual([
      { from: null, to: RECEIVED, level: { code: 'citizen', name: null }, moves: 1 },
      { from: RECEIVED, to: TAKEN, level: { code: 'operator', name: { it: 'Operatore' } }, moves: 1 }, // prettier-ignore
      { from: TAKEN, to: RECEIVED, level: { code: 'gone', name: { it: 'gone' } }, moves: 1 },
    ]);
  });

  test('the flow of twelve months names each month once, also those without requests', async () => {
    await town.add([
      factsOf(town, { filed: '2026-04-01T10:00:00.000Z', closed: '2027-02-01T10:00:00.000Z' }),
      factsOf(town, { filed: '2026-03-31T10:00:00.000Z', closed: '2027-03-31T10:00:00.000Z' }),
      factsOf(town, { filed: '2027-03-31T10:00:00.000Z' }),
    ]);
    const flow = await town.months.flow(monthOf('2027-03'), 12);
    expect(flow.map(({ month }) => month.code)).toEqual([
      ...['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => `2026-${m}`),
      ...['01', '02', '03'].map((m) => `2027-${m}`),
    ]);
    expect(flow.map(({ received }) => received)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(flow.map(({ closed }) => closed)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  if (databaseKind === 'sqlite') {
    test('the thread that reads refuses to write, and goes on reading', async () => {
      await expect(town.slowReads.rows('DELETE FROM request_facts')).rejects.toThrow(/slow read failed/); // prettier-ignore
      expect(await town.slowReads.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  }
});

function countsIn(figures: Figures): number {
  const { term, satisfaction } = figures;
  const numbers = [...COUNTED.map((name) => figures[name]), ...MEASURES.map((measure) => figures[measure]?.cases ?? 0)]; // prettier-ignore
  return numbers.reduce((sum, one) => sum + one, term.cases + (satisfaction?.cases ?? 0));
}
