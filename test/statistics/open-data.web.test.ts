import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { smallNumbers } from '../../src/statistics/domain/small-numbers.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { type House, openHouse } from '../support/house.js';

describe('open data', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    const imported = (count: number, categoryCode: string) =>
      Array.from({ length: count }, (_, i) => ({
        ...{ sourceSystem: 'prova', sourceId: `${categoryCode}-${i}`, categoryCode },
        filedAt: new Date('2026-09-30T21:30:00Z'),
        ...{ closedAt: null, channel: 'phone' as const, title: 'Anna Ferrini, via delle Reti 12' },
        ...{ stateCode: 'received', outcome: null, isWithdrawn: false },
      }));
    await house.get(ImportDesk).importRequests([...imported(6, 'roads-signs'), ...imported(2, 'parks-green')], 'prova'); // prettier-ignore
  });
  afterAll(() => house.close());

  const get = (path: string) => request(house.app.getHttpServer()).get(path);

  test('is a row a request of the month, without title, number or place; what is rare has no category', async () => {
    const answer = await get('/open-data/requests.csv?month=2026-09');
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    const rows = parse(answer.text, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]; // prettier-ignore
    expect(rows).toHaveLength(8);
    expect(answer.text).not.toMatch(/Anna|Reti|2026-\d{6}/);
    expect(rows.filter((row) => row['service_code'] === 'roads-signs')).toHaveLength(6);
    expect(rows.filter((row) => row['service_code'] === '')).toHaveLength(2);
    expect(rows[0]).toMatchObject({ status: 'open', requested_datetime: '2026-09-30', channel: 'phone' }); // prettier-ignore
    expect(new Set(rows.map((row) => row['service_request_id'])).size).toBe(8);
  });

  test('says the same as JSON; a month without requests is an empty list', async () => {
    const answer = await get('/open-data/requests.json');
    expect(answer.body).toHaveLength(8);
    expect(answer.body[0]).toMatchObject({ service_request_id: expect.any(String), closed_datetime: null }); // prettier-ignore
    expect((await get('/open-data/requests.json?month=2020-01')).body).toEqual([]);
    for (const month of ['2026-13', '2026-11', 'x']) expect((await get(`/open-data/requests.csv?month=${month}`)).status).toBe(422); // prettier-ignore
  });

  test('is catalogued as DCAT-AP_IT, and described as a table that its header fits', async () => {
    const rdf = (await get('/open-data/catalog.rdf').buffer(true)).text;
    for (const word of [
      'dcatapit:Catalog',
      'dcatapit:Dataset',
      'A21_CCBY40',
      'data-theme/GOVE',
      'dct:rightsHolder',
      'dct:accrualPeriodicity',
      'dcatapit:LicenseDocument',
    ])
      // prettier-ignore
      expect(rdf).toContain(word);
    const files = [...rdf.matchAll(/downloadURL rdf:resource="https?:\/\/[^/]+([^"]+)"/g)].map((found) => found[1] ?? ''); // prettier-ignore
    expect(new Set(files).size).toBe(48); // two years, as CSV and as JSON
    for (const file of [files[0], files.at(-1)]) expect((await get(file ?? '')).status).toBe(200);
    expect(rdf).not.toContain('<dct:identifier></dct:identifier>');
    const described = (await get('/open-data/datapackage.json')).body;
    const fields = described.resources[0].schema.fields.map(
      (field: { name: string }) => field.name,
    );
    const csv = (await get('/open-data/requests.csv')).text;
    expect(csv.replace('\uFEFF', '').split('\r\n')[0]).toBe(fields.join(';'));
    expect((await get('/open-data')).text).toContain('CC BY 4.0');
  });

  test('leaves the area out where few share it, the category where few have it', () => {
    const shown = smallNumbers(
      [
        { categoryId: 'roads', areaId: 'port', cases: 7 },
        { categoryId: 'roads', areaId: 'hill', cases: 1 },
        { categoryId: 'bees', areaId: 'hill', cases: 3 },
      ],
      5,
    );
    expect(shown({ categoryId: 'roads', areaId: 'port' })).toEqual({ categoryId: 'roads', areaId: 'port' }); // prettier-ignore
    expect(shown({ categoryId: 'roads', areaId: 'hill' })).toEqual({ categoryId: 'roads', areaId: null }); // prettier-ignore
    expect(shown({ categoryId: 'bees', areaId: 'hill' })).toEqual({ categoryId: null, areaId: null }); // prettier-ignore
  });
});
