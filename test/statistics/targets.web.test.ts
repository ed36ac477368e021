import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Audit } from '../../src/proof/audit.service.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { Targets } from '../../src/statistics/targets/targets.service.js';
import { overYear, reachedOf } from '../../src/statistics/domain/targets.js';
import { type House, openHouse } from '../support/house.js';
import { TOWN_PASSWORD } from '../support/people.js';
import { type Browser, openBrowser } from '../web/browser.js';

describe('targets of a year', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-03-05T08:00:00Z' });
    const closed = (i: number, day: string) => ({
      ...{ sourceSystem: 'prova', sourceId: `${day}-${i}`, categoryCode: 'roads-signs' },
      ...{ filedAt: new Date('2026-01-10T08:00:00Z'), closedAt: new Date(`${day}T08:00:00Z`) },
      ...{ channel: 'phone' as const, title: 'Prova', stateCode: 'closed' },
      ...{ outcome: null, isWithdrawn: false },
    });
    await house.get(ImportDesk).importRequests([closed(1, '2026-01-14'), closed(2, '2026-02-19')], 'prova'); // prettier-ignore
  });
  afterAll(() => house.close());

  const signedIn = async (username: string): Promise<Browser> => {
    const browser = openBrowser(house.app);
    await browser.get('/accedi');
    await browser.post('/accedi', { username, password: TOWN_PASSWORD });
    return browser;
  };

  test('a director sets what is expected; the page says month by month what was reached', async () => {
    const dario = await signedIn('dario');
    await dario.get('/ufficio/statistiche/obiettivi');
    const typed = { anno: '2026', indicatore: 'closureDays', atteso: '5,5', soglia: '20', responsabile: 'Lavori pubblici' }; // prettier-ignore
    const wrong = await dario.post('/ufficio/statistiche/obiettivi', {
      ...typed,
      atteso: 'presto',
    });
    expect(wrong.status).toBe(422);
    expect(dario.page).toContain('value="presto"');
    expect(dario.page).toContain('<option value="closureDays" selected>');
    expect((await dario.post('/ufficio/statistiche/obiettivi', typed)).status).toBe(303);
    await dario.get('/ufficio/statistiche/obiettivi?anno=2026');
    expect(dario.page).toContain('Atteso: 5,5. Soglia: 20,0. Responsabile: Lavori pubblici.');
    const { text } = await dario.get('/ufficio/statistiche/obiettivi.csv?anno=2026');
    expect(text).toContain('Lavori pubblici;2026-01;5,5;20;4;1;raggiunto');
    expect(text).toContain('Lavori pubblici;2026-02;5,5;20;40;1;non raggiunto');
    expect(text).toContain('Lavori pubblici;anno;5,5;20;22;2;non raggiunto');
    expect(await house.get(Audit).verifyAudit()).toMatchObject({ ok: true });
    expect((await (await signedIn('fabio')).get('/ufficio/statistiche/obiettivi')).text).not.toContain('Salva'); // prettier-ignore
  });

  const ADDRESS = '/ufficio/statistiche/obiettivi';
  const given = (indicatore: string, atteso: string, soglia: string) => ({ anno: '2026', indicatore, atteso, soglia, responsabile: 'Segretario generale' }); // prettier-ignore
  test.each([
    ['termShare', '900', '80', 'atteso', 'Una percentuale va da 0 a 100.'],
    ['satisfaction', '4', '0,5', 'soglia', 'Un giudizio va da 1 a 5.'],
    ['satisfaction', '900', '3', 'atteso', 'Un giudizio va da 1 a 5.'],
    ['closureDays', '0', '5', 'atteso', 'I giorni devono essere più di zero'],
    ['closureDays', '10', '2', 'soglia', 'non può essere più bassa del valore atteso'],
    ['onlineShare', '70', '90', 'soglia', 'non può essere più alta del valore atteso'],
    ['closureDays', '0x10', '20', 'atteso', 'Scrivere solo un numero, con la virgola'],
    ['closureDays', '1e2', '200', 'atteso', 'Scrivere solo un numero, con la virgola'],
    ['closureDays', '2.5', '3', 'atteso', 'Scrivere solo un numero, con la virgola'],
    ['closureDays', '-1', '3', 'atteso', 'Scrivere solo un numero, con la virgola'],
  ])(
    '%s of %s with a threshold of %s is refused at its field, what was typed stays',
    async (indicator, expected, threshold, field, sentence) => {
      // prettier-ignore
      const dario = await signedIn('dario');
      const answer = await dario.post(ADDRESS, given(indicator, expected, threshold));
      expect(answer.status).toBe(422);
      const fault = new RegExp(`id="fault-${field}">.*?</div>`, 's').exec(dario.page)?.[0] ?? '';
      expect(fault).toContain(sentence);
      expect(dario.page).toMatch(new RegExp(`name="atteso" value="${expected}"`));
      expect(dario.page).toMatch(new RegExp(`name="soglia" value="${threshold}"`));
      expect(await house.get(Targets).of(2026)).not.toContainEqual(expect.objectContaining({ indicator, owner: 'Segretario generale' })); // prettier-ignore
    },
  );

  test('a number is written as the reader’s language writes it', async () => {
    const ivo = await signedIn('ivo');
    await ivo.post('/lingua', { lingua: 'en' });
    expect((await ivo.post(ADDRESS, given('satisfaction', '4,5', '4'))).status).toBe(422);
    expect(ivo.page).toContain('Write only a number, with a point for decimals');
    expect((await ivo.post(ADDRESS, given('satisfaction', '4.5', '4'))).status).toBe(303);
  });

  test('every indicator stands on a tile of the dashboard with its target', async () => {
    const dario = await signedIn('dario');
    await dario.post(ADDRESS, given('onlineShare', '90', '80'));
    await dario.get('/ufficio/statistiche?fino=2026-02');
    const tiles = [...dario.page.matchAll(/<div class="stat-tile">.*?<\/div>/gs)].map(([tile]) => tile.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')); // prettier-ignore
    expect(tiles.find((tile) => tile.includes('Giudizio'))).toContain('atteso 4,5');
    expect(tiles.find((tile) => tile.includes('Arrivate in rete'))).toContain('atteso 90,0%');
    await dario.get('/ufficio/statistiche?fino=2026-02&voce=office.roads-works');
    expect(dario.page).not.toContain('Arrivate in rete');
  });

  test('a target can be taken back, once; the audit list says by whom and what it was', async () => {
    const dario = await signedIn('dario');
    const gone = { anno: '2026', indicatore: 'onlineShare' };
    await dario.get(`${ADDRESS}?anno=2026`);
    expect(dario.page).toContain('Togli l’obiettivo');
    for (let i = 0; i < 2; i += 1)
      expect((await dario.post(`${ADDRESS}/rimozione`, gone)).status).toBe(303);
    expect((await house.get(Targets).of(2026)).map(({ indicator }) => indicator)).not.toContain('onlineShare'); // prettier-ignore
    const rows = await house.reads.rows<{ data: string }>(`SELECT data FROM audit_entries WHERE data LIKE :like`, { like: '%onlineShare%"to":null%' }); // prettier-ignore
    expect(rows).toHaveLength(1);
    const fabio = await signedIn('fabio');
    expect((await fabio.post(`${ADDRESS}/rimozione`, gone)).status).toBe(403);
  });

  test('days are better when fewer, shares when higher; a month without cases weighs nothing', () => {
    expect(reachedOf('closureDays', 5, { expected: 5, threshold: 9 })).toBe('reached');
    expect(reachedOf('closureDays', 9, { expected: 5, threshold: 9 })).toBe('near');
    expect(reachedOf('termShare', 0.7, { expected: 0.9, threshold: 0.8 })).toBe('missed');
    expect(reachedOf('satisfaction', 4.2, { expected: 4, threshold: 3.5 })).toBe('reached');
    expect(reachedOf('satisfaction', 3.6, { expected: 4, threshold: 3.5 })).toBe('near');
    expect(reachedOf('satisfaction', 3.4, { expected: 4, threshold: 3.5 })).toBe('missed');
    expect(reachedOf('termShare', null, { expected: 0.9, threshold: 0.8 })).toBeNull();
    expect(overYear([{ value: 0.5, cases: 2 }, { value: null, cases: 0 }, { value: 1, cases: 6 }])).toEqual({ value: 0.875, cases: 8 }); // prettier-ignore
  });
});
