import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { openBrowser } from './browser.js';
import { startFrame } from './frame-app.js';
import { TestDoor } from './test-door.js';

describe('forms come from pages of ours', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await startFrame([TestDoor]);
  });
  afterAll(() => app.close());

  async function visit(): Promise<{ cookie: string; token: string }> {
    const answer = await request(app.getHttpServer()).get('/').set('Accept', 'text/html');
    const cookies = answer.headers['set-cookie'] as unknown as string[];
    return {
      cookie: cookies.map((line) => line.split(';')[0]).join('; '),
      token: /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? '',
    };
  }

  function send(cookie: string, token: string, headers: Record<string, string> = {}) {
    const body = new URLSearchParams({
      _csrf: token,
      ticketNumber: 'Buca in via Roma',
      password: 'geheim',
    });
    return request(app.getHttpServer())
      .post('/prova/modulo')
      .set({ Cookie: cookie, Accept: 'text/html', ...headers })
      .type('form')
      .send(body.toString());
  }

  test('a form of this browser passes and its sentence is shown once on the next page', async () => {
    const browser = openBrowser(app);
    const answer = await browser.post('/prova/modulo', { ticketNumber: 'Buca' });
    expect(answer.status).toBe(303);
    await browser.follow(answer);
    expect(browser.page).toContain('Nessun risultato.');
    await browser.get('/');
    expect(browser.page).not.toContain('Nessun risultato.');
  });

  test('a wrong value is told at its field and the typed text is kept', async () => {
    const browser = openBrowser(app);
    const answer = await browser.post('/prova/modulo', { ticketNumber: 'x'.repeat(21) });
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('al massimo 20 caratteri');
    expect(browser.page).toContain(`value="${'x'.repeat(21)}"`);
  });

  test('two pages of one browser carry different tokens and both are good', async () => {
    const first = await visit();
    const second = await request(app.getHttpServer()).get('/').set('Cookie', first.cookie);
    const token = /name="_csrf" value="([^"]+)"/.exec(second.text)?.[1] ?? '';
    expect(token).not.toBe(first.token);
    expect((await send(first.cookie, first.token)).status).toBe(422); // `password` is not in the form: the token passed
    expect((await send(first.cookie, token)).status).toBe(422);
  });

  test.each(['', 'abc', 'A'.repeat(86)])(
    'a wrong token (%j) is 403, and the page gives back what was typed but the password',
    async (token) => {
      const { cookie } = await visit();
      const answer = await send(cookie, token);
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('Sessione scaduta');
      expect(answer.text).toContain('Buca in via Roma');
      expect(answer.text).toContain('action="/prova/modulo"');
      expect(answer.text).not.toContain('geheim');
    },
  );

  test('sending the page that was given back again works', async () => {
    const browser = openBrowser(app);
    await browser.get('/');
    const refused = await browser.post('/prova/modulo', { _csrf: 'stale', ticketNumber: 'Buca' });
    expect(refused.status).toBe(403);
    expect((await browser.post('/prova/modulo', { ticketNumber: 'Buca' })).status).toBe(303);
  });

  test("another browser's token is refused", async () => {
    const mine = await visit();
    const theirs = await visit();
    expect((await send(mine.cookie, theirs.token)).status).toBe(403);
  });

  test.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 422],
    [{ Origin: 'http://iter.test' }, 422],
    [{}, 422],
  ])('a good token with %j gives %i', async (headers, status) => {
    const { cookie, token } = await visit();
    const answer = await send(cookie, token, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).not.toContain('Buca in via Roma');
  });

  test('a program without the token gets problem JSON', async () => {
    const answer = await request(app.getHttpServer())
      .post('/prova/modulo')
      .set('Accept', 'application/json')
      .send({ ticketNumber: 'x' });
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([
      403,
      'form-expired',
    ]);
  });
});
