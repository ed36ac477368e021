/** Numbers are the town's, rows are not: a list of requests holds those that its reader may see, whichever door it leaves by. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { Exports } from '../../../src/statistics/exports/exports.service.js';
import { at, type Desk, seated } from '../../doors/offices/desk.js';
import { annasFiling, done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const PAGE = '/ufficio/statistiche/segnalazioni';
const SENTENCE = 'Contiene le segnalazioni che il suo ruolo può vedere';

describe('a list of requests', () => {
  let house: House;
  let roads: string[];
  let parks: string[];
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    roads = [(await file(house)).ticketNumber, (await file(house)).ticketNumber];
    const green = annasFiling({ category: 'parks-green', answers: { kind: 'tree' } });
    parks = [(await file(house, green)).ticketNumber];
  });
  afterAll(() => house.close());

  const numbersIn = (text: string): string[] => {
    const rows: unknown = parse(text, { delimiter: ';', bom: true, record_delimiter: '\r\n' });
    return (rows as string[][])
      .slice(1)
      .map(([number = '']) => number)
      .sort(); // what csv-parse gives without `columns`
  };
  const written = async (desk: Desk, fields: Record<string, string | string[]>) => {
    await desk.get(PAGE);
    const answer = await desk.post(PAGE, { ...desk.hidden(PAGE), colonne: 'ticketNumber', ...fields }); // prettier-ignore
    const path = String(answer.headers['location']);
    await house.get(Exports).idle();
    const { text } = await desk.get(`${path}/scarica`);
    await desk.get(path);
    return numbersIn(text);
  };
  const byApi = async (username: string): Promise<string[]> => {
    const { token } = done(await house.get(Tokens).createFor(username, null));
    const answer = await request(house.app.getHttpServer())
      .get('/api/v1/statistics/requests.csv?columns=ticketNumber')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    return numbersIn(answer.text);
  };

  test('of an office holds what that office has, on the page, through the API and in the background', async () => {
    const bruno = await seated(house, 'bruno');
    const { text } = await bruno.get(`${PAGE}.csv?colonne=ticketNumber`);
    expect(numbersIn(text)).toEqual(roads);
    expect((await bruno.get(at(parks[0] ?? ''))).status).toBe(404);
    expect(await byApi('bruno')).toEqual(roads);
    expect(await written(bruno, {})).toEqual(roads);
    expect(bruno.text).toContain(SENTENCE);
    await bruno.get(PAGE);
    expect(bruno.text).toContain(SENTENCE);
    const told = await house.reads.of(AuditEntry).find({ where: { event: 'exported' } });
    expect(new Set(told.map(({ data }) => data['rows']))).toEqual(new Set([2]));
  });

  test('of who sees the whole town holds every request, and no sentence says otherwise', async () => {
    const gina = await seated(house, 'gina');
    expect(await written(gina, {})).toEqual([...roads, ...parks].sort());
    expect(gina.text).not.toContain(SENTENCE);
    expect(await byApi('fabio')).toEqual([...roads, ...parks].sort());
  });

  test('has the same rows with personal columns as without', async () => {
    const person = { personali: 'citizen', motivo: 'Avviso dei lavori' };
    for (const name of ['dario', 'gina']) {
      const desk = await seated(house, name);
      expect(await written(desk, person)).toEqual(await written(desk, {}));
    }
  });
});
