import { afterEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { MailFolder } from '../../../src/deliveries/channels/mail-folder.js';
import { newId } from '../../../src/shared/ids.js';
import { type House, openHouse } from '../../support/house.js';
import { openBrowser } from '../../web/browser.js';

const PRODUCTION = {
  ITER_MODE: 'production',
  PUBLIC_URL: 'https://iter.example',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'iter@iter.example',
  ITER_SESSION_SECRET: Buffer.alloc(32, 1).toString('base64'),
  ITER_PASSWORD_PEPPER: Buffer.alloc(32, 2).toString('base64'),
  ITER_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}`,
};

describe('sent mail', () => {
  let house: House;
  afterEach(() => house.close());

  const keep = async (subject: string, html: string, createdAt: Date): Promise<string> => {
    const id = newId();
    const parcel = { id, createdAt } as Parameters<MailFolder['put']>[0];
    const message = {
      from: 'iter@localhost.invalid',
      to: 'anna.ferrini@posta.example',
      subject,
      text: 'Numero 2026-000001-Q',
      html,
      date: createdAt,
    };
    await house.get(MailFolder).put(parcel, message);
    return id;
  };

  test('outside production everybody reads it, newest first, and its HTML runs nothing', async () => {
    house = await openHouse();
    const browser = openBrowser(house.app);
    await browser.get('/dimostrazione/posta');
    expect(browser.page).toContain('Nessuna mail finora.');
    const older = await keep(
      'Prima mail',
      '<html><head></head><body>uno</body></html>',
      new Date('2026-10-05T08:00:00Z'),
    );
    const newer = await keep(
      'Seconda mail',
      '<html><head></head><body><script>alert(1)</script>due</body></html>',
      new Date('2026-10-05T09:00:00Z'),
    );
    await browser.get('/dimostrazione/posta');
    expect(browser.page.indexOf(newer)).toBeLessThan(browser.page.indexOf(older));
    expect(browser.page.indexOf(newer)).toBeGreaterThan(0);
    const one = await browser.get(`/dimostrazione/posta/${newer}`);
    expect(browser.page).toContain('Seconda mail');
    expect(browser.page).toContain('anna.ferrini@posta.example');
    expect(browser.page).toContain('Numero 2026-000001-Q');
    expect(browser.page).not.toContain('<script>alert');
    expect(one.headers['content-security-policy']).toContain("frame-src 'self'");
    const html = await browser.get(`/dimostrazione/posta/${newer}/html`);
    expect(html.headers['content-security-policy']).toMatch(
      /default-src 'none';.*sandbox(?! allow-scripts)/,
    );
    expect((await browser.get(`/dimostrazione/posta/${newId()}`)).status).toBe(404);
  });

  test('in production these addresses do not exist', async () => {
    house = await openHouse({ variables: PRODUCTION });
    const id = await keep('Prima mail', '<p>uno</p>', new Date('2026-10-05T08:00:00Z'));
    for (const path of ['', `/${id}`, `/${id}/html`]) {
      const server = request(house.app.getHttpServer());
      const answer = await server
        .get(`/dimostrazione/posta${path}`)
        .set('Host', 'iter.example')
        .set('Accept', 'text/html');
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('Prima mail');
    }
  });
});
