import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../src/accounts/accounts.service.js';
import { Account } from '../../src/accounts/account.entity.js';
import { StaffPasswords } from '../../src/accounts/passwords/staff-passwords.service.js';
import { Tokens } from '../../src/accounts/tokens.service.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { done } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { TOWN_PASSWORD } from '../support/people.js';
import { type Browser, openBrowser } from '../web/browser.js';
import request from 'supertest';

const OWN = 'tre gabbiani sul molo';
const PAGE = '/accesso/password';

describe("a person's own password", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const enter = async (username: string, password: string): Promise<Browser> => {
    const browser = openBrowser(house.app);
    await browser.get('/accedi');
    const answer = await browser.post('/accedi', { username, password });
    expect(answer.status).toBe(303);
    return browser;
  };
  const machineMade = async (username: string, more: object = {}) => {
    const person = { username, name: 'Olga Prova', roleCode: 'operator', ...more };
    const input = { officeCodes: ['roads-works'], ...person };
    return done(await house.get(Accounts).create(input, null)).password ?? '';
  };
  const change = (browser: Browser, password: string, given: object = {}) =>
    browser.post(PAGE, { present: TOWN_PASSWORD, password, again: password, ...given });

  test('one that the machine made is replaced before any other page is seen, and then all is open', async () => {
    const made = await machineMade('olga.prova');
    const olga = await enter('olga.prova', made);
    const led = await olga.get('/ufficio?stato=chiuse');
    expect([led.status, led.headers['location']]).toEqual([
      303,
      `${PAGE}?ritorno=${encodeURIComponent('/ufficio?stato=chiuse')}`,
    ]);
    await olga.follow(led);
    expect(olga.page).toContain('creata dal sistema');
    expect(olga.page).not.toContain('iter-desk-nav');
    expect((await olga.post('/ufficio/avvisi/x/fatto', {})).status).toBe(403);
    const said = await change(olga, OWN, { present: made, ritorno: '/ufficio?stato=chiuse' });
    expect([said.status, said.headers['location']]).toEqual([303, '/ufficio?stato=chiuse']);
    expect((await olga.get('/ufficio')).status).toBe(200);
    expect((await (await enter('olga.prova', OWN)).get('/ufficio')).status).toBe(200);
  });

  test('a person of a partner chooses theirs too', async () => {
    const made = await machineMade('paola.prova', {
      ...{ roleCode: 'partner', officeCodes: [], partnerCode: 'luce-strade' },
    });
    const paola = await enter('paola.prova', made);
    expect((await paola.get('/ente')).headers['location']).toBe(`${PAGE}?ritorno=%2Fente`);
    await change(paola, OWN, { present: made });
    expect((await paola.get('/ente')).status).toBe(200);
  });

  test('a token is no password: a program goes on', async () => {
    await machineMade('otto.prova');
    const { token } = done(await house.get(Tokens).createFor('otto.prova', null));
    const answer = await request(house.app.getHttpServer())
      .get('/api/v1/requests')
      .set('Authorization', `Bearer ${token}`);
    expect(answer.status).toBe(200);
  });

  test('a reset ends every session, and what was printed must be replaced', async () => {
    const dario = await enter('dario', TOWN_PASSWORD);
    const { id } = await house.reads.of(Account).findOneByOrFail({ username: 'dario' });
    const made = done(await house.get(StaffPasswords).reset(id, null));
    expect((await dario.get('/ufficio')).headers['location']).toContain('/accedi');
    const again = await enter('dario', made);
    expect((await again.get('/ufficio')).headers['location']).toContain(PAGE);
    const [entry] = await house.reads.of(AuditEntry).find({
      where: { event: 'password-reset' },
    });
    expect(entry?.data).toEqual({ account: id });
  });

  test('who chose theirs changes it when they like; the other sessions end, this one goes on', async () => {
    const here = await enter('carla', TOWN_PASSWORD);
    await here.get('/ufficio');
    expect(here.page).toContain(`href="${PAGE}"`);
    const elsewhere = await enter('carla', TOWN_PASSWORD);
    await here.get(PAGE);
    expect(here.page).not.toContain('creata dal sistema');
    const said = await change(here, OWN);
    expect([said.status, said.headers['location']]).toEqual([303, '/ufficio']);
    expect((await here.get('/ufficio')).status).toBe(200);
    expect((await elsewhere.get('/ufficio')).headers['location']).toContain('/accedi');
  });

  test.each<[string, Record<string, string>, string]>([
    ['a wrong present one', { present: 'sbagliata' }, 'La password attuale non è corretta.'],
    ['a short one', { password: 'corta', again: 'corta' }, 'almeno 12 caratteri'],
    ['their own name', { password: 'bruno conti 1', again: 'bruno conti 1' }, 'parole che tutti'],
    ['a common one', { password: 'forzanapoli1926', again: 'forzanapoli1926' }, 'tra le più usate'],
    ['two that differ', { again: 'tre gabbiani sul mulo' }, 'non sono uguali'],
    [
      'the same again',
      { password: TOWN_PASSWORD, again: TOWN_PASSWORD },
      'uguale a quella attuale',
    ],
    ['nothing', { password: '', again: '' }, 'Nuova password: '],
    ['an endless one', { password: 'è'.repeat(3_000), again: 'è'.repeat(3_000) }, 'troppo lunga'],
  ])(
    '%s is refused with a sentence at its field, and no secret comes back',
    async (_, given, words) => {
      const bruno = await enter('bruno', TOWN_PASSWORD);
      await bruno.get(PAGE);
      const answer = await change(bruno, OWN, given);
      expect(answer.status).toBe(422);
      expect(bruno.page).toContain(words);
      expect(bruno.page).toContain('href="#field-');
      for (const typed of [OWN, TOWN_PASSWORD]) expect(bruno.page).not.toContain(typed);
      await enter('bruno', TOWN_PASSWORD);
    },
  );

  test('guessing the present one is as slow as at the door', async () => {
    const gina = await enter('gina', TOWN_PASSWORD);
    await gina.get(PAGE);
    const tries: number[] = [];
    for (let i = 0; i < 12; i++)
      tries.push((await change(gina, OWN, { present: `prova ${i}` })).status);
    expect(tries[0]).toBe(422);
    expect(tries.at(-1)).toBe(429);
  });
});
