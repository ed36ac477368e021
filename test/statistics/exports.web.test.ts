import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import request from 'supertest';
import { Tokens } from '../../src/accounts/tokens.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import type { CsvRow } from '../../src/statistics/csv.js';
import { EXPORT_COLUMNS } from '../../src/statistics/lists/list-columns.js';
import { ExportBook } from '../../src/statistics/exports/export-book.service.js';
import { Exports } from '../../src/statistics/exports/exports.service.js';
import { writeLongWorkbook } from '../../src/statistics/exports/long-workbook.js';
import { openSheetFile } from '../../src/statistics/exports/sheet-file.js';
import type { Names } from '../../src/statistics/names.service.js';
import { codeTexts } from '../../src/statistics/texts.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { type Desk, seated } from '../doors/offices/desk.js';

const PAGE = '/ufficio/statistiche/segnalazioni';
const DAYS = { dal: '2027-03-15', al: '2027-03-15' };

describe('a list of requests, written in the background', () => {
  let house: House;
  let dario: Desk;
  let ticketNumber: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    ticketNumber = (await file(house)).ticketNumber;
    await file(house);
    dario = await seated(house, 'dario');
  });
  afterAll(() => house.close());

  const asked = async (desk: Desk, fields: Record<string, string | readonly string[]>) => {
    await desk.get(PAGE);
    const answer = await desk.post(PAGE, { ...desk.hidden(PAGE), ...DAYS, ...fields });
    return { status: answer.status, path: String(answer.headers['location']) };
  };
  const written = async (desk: Desk, path: string): Promise<Record<string, string>[]> => {
    await house.get(Exports).idle();
    const { text } = await desk.get(`${path}/scarica`);
    return parse(text, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });
  };
  const stepsOf = async (number: string) => {
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: number });
    const holder = { kind: 'citizen', requestId: id, ticketNumber: number } as const;
    return done(await house.get(RequestViews).view(holder, number, 'it')).steps;
  };

  test('without personal data it names nobody, opens nothing, and stands in the audit list', async () => {
    const { status, path } = await asked(dario, { formato: 'csv', colonne: ['ticketNumber', 'office'] }); // prettier-ignore
    expect(status).toBe(303);
    const rows = await written(dario, path);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('Ferrini');
    await dario.get(path);
    expect(dario.text).toContain('L’elenco è pronto');
    expect((await stepsOf(ticketNumber)).map(({ action }) => action)).not.toContain(
      'open-contacts',
    );
    const entry = await house.reads.of(AuditEntry).findOneByOrFail({ event: 'exported' });
    expect([entry.accountId, entry.data]).toEqual([
      house.town.dario.accountId,
      { list: 'requests', from: DAYS.dal, to: DAYS.al, rows: 2, columns: ['ticketNumber', 'office'], format: 'csv' }, // prettier-ignore
    ]);
  });

  test('the page offers the names that people read, and the codes apart, for who asks for them', async () => {
    await dario.get(PAGE);
    for (const name of ['kind', 'category', 'language', 'stateName', 'outcomeName'])
      expect(dario.page).toContain(`name="colonne" value="${name}" checked`);
    for (const code of ['kindCode', 'categoryCode', 'languageCode', 'state', 'outcome'])
      expect(dario.page).toContain(`name="colonne" value="${code}">`);
    expect(dario.text).toContain('I codici restano gli stessi in ogni lingua');
  });

  test('a list that is downloaded at once stands in the audit list too, through the page and through the API', async () => {
    const told = () => house.reads.of(AuditEntry).find({ where: { event: 'exported' }, order: { seq: 'ASC' } }); // prettier-ignore
    const before = (await told()).length;
    const file = await dario.get(`${PAGE}.csv?dal=${DAYS.dal}&al=${DAYS.al}&colonne=ticketNumber`);
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(3);
    await dario.get(`${PAGE}.csv?dal=2027-02-31`);
    const { token } = done(await house.get(Tokens).createFor('dario', null));
    await request(house.app.getHttpServer())
      .get(`/api/v1/statistics/requests.csv?from=${DAYS.dal}&columns=kind`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    const { accountId } = house.town.dario;
    expect((await told()).slice(before).map((entry) => [entry.accountId, entry.data])).toEqual([
      [accountId, { list: 'requests', from: DAYS.dal, to: DAYS.al, rows: 2, columns: ['ticketNumber'], format: 'csv' }], // prettier-ignore
      [accountId, { list: 'requests', from: DAYS.dal, to: '9999-12-31', rows: 2, columns: ['kind'], format: 'csv' }], // prettier-ignore
    ]);
  });

  test('with personal data each citizen reads who looked, and why', async () => {
    const motivo = 'Avviso dei lavori in via delle Reti';
    const { path } = await asked(dario, { colonne: 'ticketNumber', personali: ['citizen', 'email'], motivo }); // prettier-ignore
    const rows = await written(dario, path);
    const { email } = house.town.anna;
    expect(rows.map((row) => Object.values(row))).toContainEqual([ticketNumber, 'Anna Ferrini', email]); // prettier-ignore
    expect((await stepsOf(ticketNumber)).at(-1)).toMatchObject({
      action: 'open-contacts',
      note: motivo,
      actor: { name: house.town.dario.name },
    });
  });

  test('as XLSX it holds the same cells, numbers as numbers and instants as dates', async () => {
    const motivo = 'Avviso dei lavori in via delle Reti';
    const { path } = await asked(dario, { formato: 'xlsx', colonne: ['ticketNumber', 'filedAt', 'suspendedDays'], personali: 'citizen', motivo }); // prettier-ignore
    await house.get(Exports).idle();
    const name = `${path.split('/').at(-1)}.xlsx`;
    const [sheet] = await readExcelFile(join(house.environment.dataDir, 'exports', name));
    expect(sheet?.data).toContainEqual([ticketNumber, new Date('2027-03-15T11:00:00Z'), 0, 'Anna Ferrini']); // prettier-ignore
    expect(sheet?.data).toHaveLength(3);
  });

  test('personal data need a reason, and the permission: an operator is not asked and not obeyed', async () => {
    expect((await asked(dario, { personali: 'email' })).status).toBe(422);
    expect(dario.page).toContain('id="fault-motivo"');
    const bruno = await seated(house, 'bruno');
    await bruno.get(PAGE);
    expect(bruno.page).not.toContain('name="personali"');
    expect((await asked(bruno, { personali: 'email', motivo: 'Per curiosità' })).status).toBe(403);
  });

  test('a list with personal data holds only what its reader may see', async () => {
    const gina = await seated(house, 'gina');
    const motivo = 'Prova del permesso';
    const { path } = await asked(gina, { personali: 'citizen', motivo });
    expect(await written(gina, path)).toHaveLength(2);
    const listed = { range: { from: DAYS.dal, to: DAYS.al }, format: 'csv', columns: [], personal: ['citizen'], reason: motivo } as const; // prettier-ignore
    const nobodys = { ...house.town.dario, officeIds: [] };
    const job = done(await house.get(Exports).begin(nobodys, listed, codeTexts));
    await house.get(Exports).idle();
    expect(await house.get(ExportBook).find(nobodys, job.id)).toMatchObject({ state: 'ready', rowsTotal: 0 }); // prettier-ignore
  });

  test('nobody else finds the file, and after a day nobody does', async () => {
    const { path } = await asked(dario, {});
    await house.get(Exports).idle();
    const gina = await seated(house, 'gina');
    expect((await gina.get(path)).status).toBe(404);
    expect((await gina.get(`${path}/scarica`)).status).toBe(404);
    house.clock.set('2027-03-16T10:00:01Z');
    dario = await seated(house, 'dario');
    expect((await dario.get(`${path}/scarica`)).status).toBe(404);
    const next = await asked(dario, {});
    await house.get(Exports).idle();
    const kept = await readdir(join(house.environment.dataDir, 'exports'));
    expect(kept).toEqual([`${next.path.split('/').at(-1)}.csv`]);
    house.clock.set('2027-03-16T10:00:02Z');
  });

  test('what is cancelled before its end leaves no file', async () => {
    const { path } = await asked(dario, { formato: 'xlsx' });
    await dario.get(path);
    await dario.post(`${path}/annulla`, dario.hidden());
    await house.get(Exports).idle();
    await dario.get(path);
    const isReady = dario.text.includes('L’elenco è pronto'); // the writer was quicker
    expect(isReady || dario.text.includes('annullata')).toBe(true);
    expect((await dario.get(`${path}/scarica`)).status).toBe(isReady ? 200 : 404);
  });
});

describe('a list that is sent while it is written', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    await file(house);
  });
  afterAll(() => house.close());

  test('is packed for who reads gzip, and plain for who does not', async () => {
    const { token } = done(await house.get(Tokens).createFor('dario', null));
    const sent = (encoding: string) =>
      request(house.app.getHttpServer())
        .get('/api/v1/statistics/requests.csv')
        .set({ Authorization: `Bearer ${token}`, 'Accept-Encoding': encoding })
        .expect(200)
        .expect('Vary', /Accept-Encoding/);
    const packed = await sent('gzip, deflate');
    const plain = await sent('identity');
    expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual(['gzip', undefined]); // prettier-ignore
    expect(plain.text.split('\r\n')).toHaveLength(1 + 1 + 1);
    expect(packed.text).toBe(plain.text);
  });
});

describe('a long XLSX file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'iter-xlsx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = (name: string, rows: readonly CsvRow[], times = 1): string => {
    const path = join(folder, name);
    const sheet = openSheetFile(path);
    for (let i = 0; i < times; i += 1) sheet.add(rows);
    sheet.end();
    return path;
  };

  test('numbers are numbers, instants are dates, and a text that looks like a formula is a text', async () => {
    const texts = ['=1+1', 'a < b & "c"', 'due\nrighe', '\u0001x'];
    const path = written('cells.xlsx', [['n', 'when', 'a', 'b', 'c', 'd'], [2.5, '2027-03-01 10:30:00', ...texts]]); // prettier-ignore
    const [sheet] = await readExcelFile(path);
    expect(sheet?.data[1]).toEqual([
      ...[2.5, new Date('2027-03-01T10:30:00Z')],
      ...['=1+1', 'a < b & "c"', 'due\nrighe', 'x'],
    ]);
  });

  test('thousands of rows come out once each', async () => {
    const [sheet] = await readExcelFile(written('long.xlsx', [EXPORT_COLUMNS], 3_001));
    expect(sheet?.data).toHaveLength(3_001);
  });

  test('a fault of the process that writes is told, and it is gone', async () => {
    const path = join(folder, 'broken.xlsx');
    const list = { database: { address: 'postgres://nobody@127.0.0.1:1/none' }, range: { from: '', to: '' }, seen: { sql: '1 = 1', parameters: {} }, names: {} as Names, language: 'it', words: {}, decimals: 'comma', columns: [], people: null } as const; // prettier-ignore
    await expect(writeLongWorkbook(path, list, () => Promise.resolve())).rejects.toThrow();
    await expect(readExcelFile(path)).rejects.toThrow();
  });
});
