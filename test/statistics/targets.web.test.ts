import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Audit } from '../../src/proof/audit.service.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
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
