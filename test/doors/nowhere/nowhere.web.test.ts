import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Account } from '../../../src/accounts/account.entity.js';
import { type House, openHouse } from '../../support/house.js';
import { openBrowser } from '../../web/browser.js';
import { seated } from '../offices/desk.js';

describe('a page that is not there', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('speaks the language of whoever is signed in, whatever the browser says, and leads back to their desk', async () => {
    await house.transactions.run((em) =>
      em.update(Account, { username: 'bruno' }, { language: 'en' }),
    );
    const desk = await seated(house, 'bruno', 'it');
    const answer = await desk.get('/ufficio/non-ce');
    expect(answer.status).toBe(404);
    expect(desk.page).toContain('<html lang="en">');
    expect(desk.page).toContain('href="/ufficio"');
  });

  test('speaks the language of the browser to everybody else', async () => {
    const browser = openBrowser(house.app, 'en');
    expect((await browser.get('/non-ce')).status).toBe(404);
    expect(browser.page).toContain('<html lang="en">');
  });

  test('is problem JSON for a program', async () => {
    const answer = await request(house.app.getHttpServer()).get('/api/v1/nothing');
    expect([answer.status, answer.type]).toEqual([404, 'application/problem+json']);
  });
});
