import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { type House, openHouse } from '../../support/house.js';

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
    await house.get(ImportDesk).importRequests([...imported(6, 'roads-signs'), ...imported(2, 'parks-green'), ...imported(5, 'council-services')], 'prova'); // prettier-ignore
  });
  afterAll(() => house.close());

  const get = (path: string) => request(house.app.getHttpServer()).get(path);

  test('is a row a request of the month, without title, number or place; what is rare has no category', async () => {
    const answer = await get('/open-data/requests.csv?month=2026-09');
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    const rows = parse(answer.text, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]; // prettier-ignore
    expect(rows).toHaveLength(13);
    expect(answer.text).not.toMatch(/Anna|Reti|2026-\d{6}/);
    expect(rows.filter((row) => row['service_code'] === 'roads-signs')).toHaveLength(6);
    const roads = rows.filter((row) => row['service_code'] === 'roads-signs');
    expect(roads[0]).toMatchObject({ status: 'open', requested_month: '2026-09', requested_datetime: '2026-09-30', channel: 'phone' }); // prettier-ignore
    const rest = rows.filter((row) => row['service_code'] === '');
    expect(rest).toHaveLength(7); // two, and the five that they hide among
    for (const row of rest) expect(row).toMatchObject({ requested_month: '2026-09', requested_datetime: '', agency_responsible: '', channel: 'phone' }); // prettier-ignore
    const ids = rows.map((row) => row['service_request_id'] ?? '');
    expect(ids).toEqual([...ids].sort()); // and so not in the order of filing
    expect(new Set(rows.map((row) => row['service_request_id'])).size).toBe(13);
  });

  test('says the same as JSON; a month without requests is an empty list', async () => {
    const answer = await get('/open-data/requests.json');
    expect(answer.body).toHaveLength(13);
    expect(answer.body[0]).toMatchObject({ service_request_id: expect.any(String), closed_datetime: null }); // prettier-ignore
    expect((await get('/open-data/requests.json?month=2020-01')).body).toEqual([]);
    for (const asked of ['month=2026-13', 'month=2026-11', 'month=x', 'month=2026-09&month=2026-09']) expect((await get(`/open-data/requests.csv?${asked}`)).status).toBe(422); // prettier-ignore
    const running = await get('/open-data/requests.json?month=2026-10').set(
      'Accept',
      'application/json',
    );
    expect([running.status, running.body.errors[0].message]).toEqual([422, 'Il mese non è finito: i suoi dati aperti escono quando è finito.']); // prettier-ignore
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
    expect(new Set(files).size).toBe(2); // the one month that holds something, as CSV and as JSON
    for (const file of [files[0], files.at(-1)]) expect((await get(file ?? '')).status).toBe(200);
    const agent = /<dcatapit:Agent.*?<\/dcatapit:Agent>/s.exec(rdf)?.[0];
    expect(agent).toContain(
      `<dct:identifier>${new URL(house.environment.publicUrl).hostname}</dct:identifier>`,
    ); // no IPA code is set
    const described = (await get('/open-data/datapackage.json')).body;
    const fields = described.resources[0].schema.fields.map(
      (field: { name: string }) => field.name,
    );
    const csv = (await get('/open-data/requests.csv')).text;
    expect(csv.replace('\uFEFF', '').split('\r\n')[0]).toBe(fields.join(';'));
    expect((await get('/open-data')).text).toContain('CC BY 4.0');
  });

  test('describes its columns in the language of the page, and in both in the one schema', async () => {
    const [it, en] = ['Mese dell’invio.', 'Month of the filing.'];
    const page = async (language: string) =>
      (await get('/open-data').set('Accept-Language', language)).text;
    expect([(await page('it')).includes(it), (await page('it')).includes(en)]).toEqual([true, false]); // prettier-ignore
    expect([(await page('en')).includes(it), (await page('en')).includes(en)]).toEqual([false, true]); // prettier-ignore
    const described = (await get('/open-data/datapackage.json')).body;
    const fields = described.resources[0].schema.fields as { name: string; description: string }[];
    expect(fields.find(({ name }) => name === 'requested_month')?.description).toBe(
      `${it}\n\n${en}`,
    );
  });

  test('was first issued when the first month of the town that holds something was over, and names the months since', async () => {
    const datesIn = async (): Promise<[Set<string>, Set<string>]> => {
      const { text } = await get('/open-data/catalog.rdf').buffer(true);
      const told = (name: string) => new Set([...text.matchAll(new RegExp(`<dct:${name} [^>]*>([^<]*)<`, 'g'))].map((found) => found[1] ?? '')); // prettier-ignore
      return [told('issued'), told('modified')];
    };
    expect(await datesIn()).toEqual([new Set(['2026-10-01']), new Set(['2026-10-05'])]); // its requests were entered on that day
    house.clock.set('2028-12-05T08:00:00Z');
    expect(await datesIn()).toEqual([new Set(['2026-10-01']), new Set(['2026-10-05'])]);
    const months = async () => (await get('/open-data/datapackage.json')).body.resources.length as number; // prettier-ignore
    expect(await months()).toBe(1); // of all that have passed, the one that holds something
    house.clock.set('2026-09-30T22:00:00Z'); // October has begun in Rome
    expect(await months()).toBe(1);
    house.clock.set('2026-09-30T21:59:00Z');
    expect([await months(), await datesIn()]).toEqual([0, [new Set(['2026-09-01']), new Set(['2026-09-01'])]]); // prettier-ignore
    expect((await get('/open-data')).text).toContain('Nessun mese è ancora concluso');
    house.clock.set('2026-10-05T08:00:00Z');
  });
});
