import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { isRefusal } from '../../src/shared/refusal.js';
import type { CivilRange } from '../../src/statistics/domain/civil-range.js';
import { askedColumns, EXPORT_COLUMNS } from '../../src/statistics/lists/request-rows.js';
import { codeTexts } from '../../src/statistics/texts.js';
import { type CountedTown, factsOf, openCountedTown } from './counted-town.js';

Logger.overrideLogger(['error']);

describe('the export of requests', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
  });
  beforeEach(() => town.clear());
  afterAll(() => town.close());

  const exported = async (range: CivilRange): Promise<Record<string, string>[]> => {
    const file = town.requestsExport.open(range, codeTexts);
    if (isRefusal(file)) throw new Error('refused');
    const text = (await file.toArray()).map(String).join('');
    return parse(text, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });
  };

  test('a row tells the request without telling who sent it, at the clock of the town', async () => {
    await town.add([
      factsOf(
        town,
        { filed: '2027-03-01T09:30:00.000Z', closed: '2027-03-03T21:30:00.000Z' },
        { areaId: town.areas[1]!, partnerId: town.partners[0]!, suspendedSeconds: 43_200 },
      ),
    ]);
    const rows = await exported({ from: '2027-03-01', to: '2027-03-31' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind: 'report',
      categoryCode: 'tipo-0',
      category: 'tipo numero 0',
      office: 'ufficio numero 0',
      areaCode: 'zona-1',
      partner: 'Ente 0',
      channel: 'web',
      state: 'closed',
      filedAt: '2027-03-01 10:30:00',
      closedAt: '2027-03-03 22:30:00',
      firstAnswerAt: '',
      suspendedDays: '0,5',
      daysToClosure: '2,5',
      daysToFirstAnswer: '',
      isWithdrawn: '0',
    });
    expect(rows[0]?.['ticketNumber']).toMatch(/^2027-\d{6}-A$/);
  });

  test('thousands of rows, many of one day, come out once each and in filing order', async () => {
    const hour = (i: number) =>
      new Date(Date.parse('2027-03-01T00:00:00Z') + i * 60_000).toISOString();
    await town.add(Array.from({ length: 2_500 }, (_, i) => factsOf(town, { filed: hour(i) })));
    const rows = await exported({ from: '2027-03-01', to: '2027-03-02' });
    expect(new Set(rows.map((row) => row['ticketNumber'])).size).toBe(rows.length);
    const days = rows.map((row) => row['filedAt']!.slice(0, 10));
    expect(days).toEqual([...days].sort());
    expect(rows).toHaveLength(2_500);
    expect(await exported({ from: '2027-03-02', to: '2027-03-02' })).toHaveLength(
      days.filter((day) => day === '2027-03-02').length,
    );
  });

  test('only the columns that were asked for are there, in their own order; words that name none ask for all', () => {
    expect(askedColumns(['filedAt', 'ticketNumber', 'citizen'])).toEqual([
      'ticketNumber',
      'filedAt',
    ]);
    expect(askedColumns(['undefined'])).toBe(EXPORT_COLUMNS);
  });

  test('a third file is refused while two are being written, and taken when one is left', async () => {
    const range = { from: '2027-03-01', to: '2027-03-31' };
    const open = () => town.requestsExport.open(range, codeTexts);
    const [one, other] = [open(), open()];
    const third = open();
    expect(isRefusal(third) && third.reason).toBe('exports-running');
    if (isRefusal(one) || isRefusal(other)) throw new Error('refused');
    await new Promise((resolve) => one.once('close', resolve).destroy());
    await other.toArray();
    expect(await exported(range)).toEqual([]);
  });
});
