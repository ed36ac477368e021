import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { Accounts } from '../../src/accounts/accounts.service.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { type House, openHouse } from '../support/house.js';
import { TOWN_PASSWORD } from '../support/people.js';
import { openBrowser } from '../web/browser.js';

describe('the way in and out', () => {
  let house: House;
  let app: NestExpressApplication;
  beforeAll(async () => {
    house = await openHouse({ variables: { TRUST_PROXY: 'loopback' } });
    app = house.app;
  });
  afterAll(() => house.close());

  const enter = async (username: string, password = TOWN_PASSWORD, path = '/accedi') => {
    const browser = openBrowser(app);
    await browser.get(path);
    const form = /<form [^>]*action="\/accedi".*?<\/form>/s.exec(browser.page)?.[0] ?? '';
    const typed = /name="ritorno" value="([^"]*)"/.exec(form)?.[1] ?? '';
    const ritorno = typed.replaceAll('&#x3D;', '=');
    const answer = await browser.post('/accedi', { username, password, ritorno });
    return { browser, answer };
  };
  const lastAudit = async () =>
    (await house.reads.of(AuditEntry).find({ order: { seq: 'DESC' }, take: 1 }))[0];

  test.each([
    ['bruno', '/ufficio'],
    ['fabio', '/ufficio'],
    ['gina', '/ufficio'],
    ['walter', '/ente'],
    ['hugo', '/ufficio/aiuto'],
    ['ivo', '/amministrazione'],
  ])('%s begins at %s', async (username, start) => {
    const { answer } = await enter(username);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe(start);
  });

  test('who came for a page gets that page', async () => {
    const { answer } = await enter(
      'bruno',
      TOWN_PASSWORD,
      '/accedi?ritorno=%2Fufficio%2Finvii%3Fstato%3Da',
    );
    expect(answer.headers['location']).toBe('/ufficio/invii?stato=a');
  });

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/accedi'])(
    'the way back never leads to %s',
    async (ritorno) => {
      const browser = openBrowser(app);
      await browser.get(`/accedi?ritorno=${encodeURIComponent(ritorno)}`);
      const answer = await browser.post('/accedi', {
        username: 'bruno',
        password: TOWN_PASSWORD,
        ritorno,
      });
      expect(answer.headers['location']).toBe('/ufficio');
    },
  );

  test('a wrong password and an absent account are the same page, byte for byte but for the tokens', async () => {
    const wrong = await enter('bruno', 'sbagliata di grosso');
    const absent = await enter('nessu', 'sbagliata di grosso');
    expect(wrong.answer.status).toBe(401);
    expect(absent.answer.status).toBe(401);
    expect(wrong.browser.page).toContain('Credenziali non valide.');
    const plain = (page: string) =>
      page
        .replace(/name="_csrf" value="[^"]+"/g, '')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
        .replace('value="nessu"', 'value="bruno"');
    expect(plain(absent.browser.page)).toBe(plain(wrong.browser.page));
    expect(Object.keys(absent.answer.headers)).toEqual(Object.keys(wrong.answer.headers));
    expect(await lastAudit()).toMatchObject({ event: 'sign-in-failed' });
  });

  test('the typed username is kept, the password never', async () => {
    const { browser } = await enter('bruno', 'sbagliata di grosso');
    expect(browser.page).toContain('value="bruno"');
    expect(browser.page).not.toContain('sbagliata');
  });

  test.each([
    {},
    { username: 'bruno' },
    { password: 'x' },
    { username: ['a', 'b'], password: ['c', 'd'] },
  ])('a form with %j gets the same sentence', async (fields) => {
    const browser = openBrowser(app);
    await browser.get('/accedi');
    const answer = await browser.post('/accedi', fields as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(browser.page).toContain('Credenziali non valide.');
  });

  test('after ten wrong ones the page says how long to wait, with Retry-After', async () => {
    const browser = openBrowser(app);
    await browser.get('/accedi');
    for (let i = 0; i < 10; i += 1)
      await browser.post('/accedi', { username: 'carla', password: `sbagliata ${i}` });
    const answer = await browser.post('/accedi', { username: 'carla', password: TOWN_PASSWORD });
    expect(answer.status).toBe(429);
    expect(browser.page).toMatch(/15 minuti/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a form from nowhere is refused before any password is looked at', async () => {
    const before = await house.reads.of(AuditEntry).count();
    const answer = await request(app.getHttpServer())
      .post('/accedi')
      .type('form')
      .send({ username: 'bruno', password: TOWN_PASSWORD });
    expect(answer.status).toBe(403);
    expect(await house.reads.of(AuditEntry).count()).toBe(before);
  });

  test('who is signed in and opens the sign-in page again goes on to work', async () => {
    const { browser } = await enter('bruno');
    const again = await browser.get('/accedi');
    expect(again.status).toBe(303);
    expect(again.headers['location']).toBe('/ufficio');
  });

  test('leaving ends the session for good and says so', async () => {
    const { browser } = await enter('bruno');
    const answer = await browser.post('/esci');
    expect(answer.status).toBe(303);
    const page = await browser.follow(answer);
    expect(page.status).toBe(200);
    expect(browser.page).toContain('uscita è avvenuta');
    expect(await lastAudit()).toMatchObject({ event: 'sign-out' });
  });

  test('closing an account ends what its person has open', async () => {
    const { browser } = await enter('nadia');
    expect((await browser.get('/accedi')).status).toBe(303);
    await house.get(Accounts).deactivate(house.town.accountId('nadia'), null);
    expect((await browser.get('/accedi')).status).toBe(200);
  });
});
