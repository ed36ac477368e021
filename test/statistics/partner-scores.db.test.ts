import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { newId } from '../../src/shared/ids.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { punctuality } from '../../src/statistics/domain/partner-score.js';
import { DimensionNames } from '../../src/statistics/names.service.js';
import { PartnerScores } from '../../src/statistics/partners/partner-scores.service.js';
import { Worksheet } from '../../src/worksheets/worksheet.entity.js';
import { WorksheetLine } from '../../src/worksheets/worksheet-line.entity.js';
import { WorksheetFigures } from '../../src/worksheets/worksheet-figures.service.js';
import { type CountedTown, factsOf, openCountedTown } from './counted-town.js';

describe('a partner’s score', () => {
  let town: CountedTown;
  let scores: PartnerScores;
  let requestId: string;
  beforeAll(async () => {
    town = await openCountedTown();
    const clock = { now: () => new Date('2027-06-15T10:00:00Z') };
    const { reads } = town.db;
    const sheets = new WorksheetFigures(reads);
    scores = new PartnerScores(town.slowReads, new DimensionNames(reads), sheets, clock);
    const [row] = await town.add([
      factsOf(town, { filed: '2027-04-02T08:00:00Z' }, { partnerId: town.partners[0]!, kind: 'complaint' }), // prettier-ignore
    ]);
    requestId = row!.requestId;
  });
  afterAll(() => town.close());

  const task = (state: Task['state'], days: { offered: string; due?: string; done?: string }) => ({
    ...{
      id: newId(),
      requestId,
      partnerId: town.partners[0]!,
      officeId: null,
      kind: 'work',
      state,
    },
    ...{ version: 1, rule: null, offeredSeq: 1, plannedFor: null, settledAt: null },
    offeredAt: new Date(`${days.offered}T22:30:00Z`),
    dueAt: days.due ? new Date(`${days.due}T22:00:00Z`) : null,
    performedAt: days.done ? new Date(`${days.done}T22:30:00Z`) : null,
  });

  test('counts what was offered in the period, and how each offer ended', async () => {
    await town.db.transactions.run((em) =>
      insertRows(em, Task, [
        task('done', { offered: '2027-03-31', due: '2027-04-10', done: '2027-04-02' }), // 1 April in Rome
        task('done', { offered: '2027-04-03', due: '2027-04-05', done: '2027-04-09' }),
        task('done', { offered: '2027-04-03', done: '2027-04-07' }),
        task('declined', { offered: '2027-04-04' }),
        task('accepted', { offered: '2027-04-05', due: '2027-05-05' }),
        task('offered', { offered: '2027-04-06', due: '2027-12-05' }),
        task('expired', { offered: '2027-04-30' }), // 1 May in Rome
      ]),
    );
    const [april, ...others] = await scores.between(monthOf('2027-04'), monthOf('2027-04'));
    expect(others).toEqual([]);
    expect(april).toMatchObject({ offered: 6, accepted: 4, declined: 1, expired: 0, unanswered: 1, done: 3, withDay: 2, onTime: 1, late: 1, medianDays: 4, complaints: 1, reopenings: 0 }); // prettier-ignore
    expect(punctuality(april!)).toBe(0.5);
    const [may] = await scores.between(monthOf('2027-05'), monthOf('2027-05'));
    expect(may).toMatchObject({ offered: 1, expired: 1, complaints: 0, medianDays: null });
    expect(punctuality(may!)).toBeNull();
  });

  test('says what those thought of it whose request it was the last to work on, with how many they were', async () => {
    const [other] = await town.add([
      factsOf(town, { filed: '2027-04-02T08:00:00Z', closed: '2027-04-03T08:00:00Z' }, { partnerId: town.partners[0]! }), // prettier-ignore
    ]);
    const said = (requestId: string, closingSeq: number, score: 2 | 5, on: string) => ({ ...{ requestId, closingSeq, score, reasons: [], text: null, erasedAt: null }, answeredAt: new Date(`${on}T10:00:00Z`), answeredOn: on }); // prettier-ignore
    await town.rate([
      said(requestId, 4, 2, '2027-04-30'),
      said(requestId, 8, 5, '2027-05-01'),
      said(other!.requestId, 3, 5, '2027-04-05'),
    ]);
    const of = async (month: string) => (await scores.between(monthOf(month), monthOf(month)))[0];
    expect(await of('2027-04')).toMatchObject({ satisfactionCases: 2, satisfactionMean: 3.5 });
    expect(await of('2027-05')).toMatchObject({ satisfactionCases: 1, satisfactionMean: 5 });
    expect(await of('2027-06')).toBeUndefined();
  });

  test('counts the differences of the months whose sheets are closed, as their closing counted them; an open or replaced sheet is no word of anybody', async () => {
    const sheet = (month: string, state: 'open' | 'closed' | 'replaced', figures: object | null) => ({ ...{ id: newId(), partnerId: town.partners[0]!, month, state, figures }, ...{ fileName: 'tabulato.csv', fileSha256: 'a'.repeat(64), uploadedBy: 'Bruno Conti', uploadedAt: new Date('2027-06-01T08:00:00Z') }, ...{ words: {}, linesDone: 0, attempt: 0, channel: 'office', medium: 'table' } }); // prettier-ignore
    const counted = { matched: 40, different: 3, missing: 2, unknown: 1, accepted: 4, kept: 2, asked: 0 }; // prettier-ignore
    const open = sheet('2027-06', 'open', null);
    const line = { ...{ id: newId(), worksheetId: open.id, position: 1, kind: 'unknown' }, ...{ theirs: {}, ours: {}, differences: [] } }; // prettier-ignore
    await town.db.transactions.run(async (em) => {
      const sheets = [sheet('2027-04', 'closed', counted), sheet('2027-05', 'closed', { ...counted, matched: 10 }), sheet('2027-04', 'replaced', counted), open]; // prettier-ignore
      await insertRows(em, Worksheet, sheets as Worksheet[]); // columns left out are null
      await insertRows(em, WorksheetLine, [line as unknown as WorksheetLine]);
    });
    const of = async (from: string, to: string) => (await scores.between(monthOf(from), monthOf(to)))[0]; // prettier-ignore
    expect(await of('2027-04', '2027-04')).toMatchObject({ sheetLines: 46, differences: 6 });
    expect(await of('2027-04', '2027-06')).toMatchObject({ sheetLines: 62, differences: 12 });
    expect(await of('2027-06', '2027-06')).toBeUndefined();
  });
});
