import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { openThreadDatabase } from '../../src/database/thread-database.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { type CsvRow, csvText, type Decimals } from '../../src/statistics/csv.js';
import type { CivilRange } from '../../src/statistics/domain/civil-range.js';
import type { ListOrder } from '../../src/statistics/lists/csv-in-thread.js';
import {
  askedColumns,
  CODE_COLUMNS,
  EXPORT_COLUMNS,
  READER_COLUMNS,
  sourcesOf,
} from '../../src/statistics/lists/list-columns.js';
import { requestRows } from '../../src/statistics/lists/request-rows.js';
import { PLACE } from '../../src/statistics/lists/requests-page-sql.js';
import type { Environment } from '../../src/config/environment.js';
import { Languages } from '../../src/web/languages.js';
import { codeTexts, textsIn } from '../../src/statistics/texts.js';
import { type CountedTown, factsOf, MAYOR, openCountedTown } from './counted-town.js';

Logger.overrideLogger(['error']);

describe('the export of requests', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
  });
  beforeEach(() => town.clear());
  afterAll(() => town.close());

  const written = async (
    range: CivilRange,
    columns = EXPORT_COLUMNS,
    { isPacked = false, decimals }: { isPacked?: boolean; decimals?: Decimals } = {},
  ): Promise<Buffer> => {
    const asked = {
      viewer: MAYOR,
      range,
      columns,
      texts: codeTexts,
      ...(decimals && { decimals }),
    };
    const file = town.requestsExport.open(asked, { isPacked });
    if (isRefusal(file)) throw new Error('refused');
    return Buffer.concat(await file.toArray());
  };
  const exported = async (range: CivilRange, decimals?: Decimals): Promise<Record<string, string>[]> => // prettier-ignore
    parse(await written(range, EXPORT_COLUMNS, decimals && { decimals }), { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' }); // prettier-ignore
  const cellsOf = async (order: ListOrder): Promise<CsvRow[]> => {
    const connection = await openThreadDatabase(order.database);
    const pages: (readonly CsvRow[])[] = [];
    for await (const page of requestRows(connection.rows, order)) pages.push(page);
    await connection.close();
    return pages.flat();
  };

  test('a row tells the request without telling who sent it, at the clock of the town', async () => {
    await town.add([
      factsOf(
        town,
        { filed: '2027-03-01T09:30:00.000Z', closed: '2027-03-03T21:30:00.000Z' },
        { areaId: town.areas[1]!, partnerId: town.partners[0]!, suspendedSeconds: 44_000 },
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
    const [exact] = await exported({ from: '2027-03-01', to: '2027-03-31' }, 'exact');
    expect(exact).toMatchObject({ suspendedDays: '0,509259', daysToClosure: '2,5' });
  });

  test('whatever has a code has its name in the words of the reader and its code beside it; programs get codes alone', async () => {
    const filed = '2027-03-01T09:30:00.000Z';
    await town.add([factsOf(town, { filed }, { channel: 'phone', origin: 'tourist', language: 'de', isImported: true, enteredBy: 'operator' })]); // prettier-ignore
    const range = { from: '2027-03-01', to: '2027-03-31' };
    const texts = textsIn(new Languages({ isProduction: false } as Environment), 'it');
    const list = { viewer: MAYOR, range, columns: EXPORT_COLUMNS, texts };
    const file = town.requestsExport.open(list, { isPacked: false });
    if (isRefusal(file)) throw new Error('refused');
    const [heading = [], row = []] = parse(Buffer.concat(await file.toArray()), { delimiter: ';', bom: true, record_delimiter: '\r\n' }); // prettier-ignore
    expect(new Set(heading).size).toBe(EXPORT_COLUMNS.length);
    const told = Object.fromEntries(EXPORT_COLUMNS.map((code, i) => [code, row[i]]));
    expect(told).toMatchObject({
      ...{ kind: 'Segnalazione', channel: 'Telefono', origin: 'Turista', language: 'Tedesco' },
      ...{ kindCode: 'report', channelCode: 'phone', originCode: 'tourist', languageCode: 'de' },
      ...{ stateName: 'Ricevuta', stateKind: 'Aperta', level: 'Operatore', weekday: 'Lunedì' },
      ...{ state: 'received', stateKindCode: 'open', levelCode: 'operator', weekdayCode: '1' },
      ...{ isImported: 'sì', isWithdrawn: 'no', category: 'tipo numero 0', categoryCode: 'tipo-0' },
    });
    const [plain] = await exported(range);
    expect(plain).toMatchObject({ kind: 'report', channelCode: 'phone', isImported: '1', isWithdrawn: '0' }); // prettier-ignore
    expect([...READER_COLUMNS, ...CODE_COLUMNS].sort()).toEqual([...EXPORT_COLUMNS].sort());
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

  test('the file says what the cells say, whatever stands in a row, plain and packed', async () => {
    const [area, partner] = [town.areas[0] ?? null, town.partners[0] ?? null];
    const ended = { filed: '2027-03-27T22:59:59.999Z', closed: '2027-10-31T00:59:59.123Z' };
    const firstAnswerAt = new Date('2027-03-28T01:00:00.000Z');
    await town.add([
      factsOf(town, ended, { areaId: area, partnerId: partner, firstAnswerAt }),
      factsOf(town, ended, { origin: 'tourist', language: 'de', isWithdrawn: true }),
      factsOf(town, { filed: '2027-03-28T10:00:00.000Z' }, { suspendedSeconds: 1, isImported: true, timesReopened: 2 }), // prettier-ignore
      factsOf(town, { filed: '2027-03-28T10:00:00.001Z' }, { stateCode: 'nobody-knows-it', channel: 'counter' }), // prettier-ignore
    ]);
    const range = { from: '2027-03-01', to: '2027-03-31' };
    for (const columns of [EXPORT_COLUMNS, ['ticketNumber'], ['closedAt', 'daysToClosure']]) {
      const order = await town.requestsExport.order(
        { viewer: MAYOR, range, columns, texts: codeTexts },
        null,
      );
      const plain = await written(range, columns);
      expect(plain.toString().split('\r\n')).toHaveLength(1 + 4 + 1);
      expect(plain.toString()).toBe(csvText(await cellsOf(order)));
      expect(gunzipSync(await written(range, columns, { isPacked: true }))).toEqual(plain);
    }
  });

  test('nothing is read that no column asks for', () => {
    expect(sourcesOf(['ticketNumber'], PLACE)).toEqual(['filedOn', 'requestId', 'ticketNumber']);
    expect(sourcesOf(['daysToClosure', 'filedAt'], [])).toEqual(['filedAt', 'closedAt']);
  });

  test('only the columns that were asked for are there, in their own order; words that name none ask for all', () => {
    expect(askedColumns(['filedAt', 'ticketNumber', 'citizen'])).toEqual([
      'ticketNumber',
      'filedAt',
    ]);
    expect(askedColumns(['undefined'])).toBe(EXPORT_COLUMNS);
    const before = ['kind', 'categoryCode', 'category', 'language', 'level', 'state', 'stateName', 'stateKind', 'weekday', 'outcome', 'outcomeName', 'isWithdrawn']; // prettier-ignore
    expect(askedColumns(before)).toEqual(before); // what a link was saved with
  });

  test('a third file is refused while two are being written, and taken when one is left', async () => {
    const range = { from: '2027-03-01', to: '2027-03-31' };
    const list = { viewer: MAYOR, range, columns: EXPORT_COLUMNS, texts: codeTexts };
    const open = () => town.requestsExport.open(list, { isPacked: false });
    const [one, other] = [open(), open()];
    const third = open();
    expect(isRefusal(third) && third.reason).toBe('exports-running');
    if (isRefusal(one) || isRefusal(other)) throw new Error('refused');
    await new Promise((resolve) => one.once('close', resolve).destroy());
    await other.toArray();
    expect(await exported(range)).toEqual([]);
  });
});
