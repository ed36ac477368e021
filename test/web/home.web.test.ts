import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openBrowser } from './browser.js';
import { startFrame } from './frame-app.js';

describe('the public frame', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await startFrame();
  });
  afterAll(() => app.close());

  test('the home page offers to report, to follow, and names 112', async () => {
    const browser = openBrowser(app);
    const answer = await browser.get('/');
    expect(answer.status).toBe(200);
    expect(browser.page).toContain('href="/servizi/segnalazione-disservizio"');
    expect(browser.page).toContain('action="/servizi/segnalazioni/accedi"');
    expect(browser.page).toContain('href="tel:112"');
  });

  test.each(['/privacy', '/note-legali', '/accessibilita'])(
    '%s answers in Italian and in English',
    async (path) => {
      const italian = await openBrowser(app).get(path);
      const english = await openBrowser(app, 'en').get(path);
      expect([italian.status, english.status]).toEqual([200, 200]);
      expect(italian.text).toContain('<html lang="it">');
      expect(english.text).toContain('<html lang="en">');
    },
  );

  test('a visitor chooses a language once and comes back to the page', async () => {
    const browser = openBrowser(app);
    await browser.get('/privacy');
    const answer = await browser.post('/lingua', { lingua: 'en', ritorno: '/privacy' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/privacy']);
    await browser.follow(answer);
    expect(browser.page).toContain('<html lang="en">');
  });

  test.each(['//evil.example/x', '/\\evil.example', 'https://evil.example'])(
    'choosing a language never leads to another site (%s)',
    async (ritorno) => {
      const answer = await openBrowser(app).post('/lingua', { lingua: 'en', ritorno });
      expect(answer.headers['location']).toBe('/');
    },
  );

  test('a page that does not exist is a page, with the code of the request', async () => {
    const answer = await openBrowser(app).get('/non-esiste');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Pagina non trovata');
    expect(answer.text).toContain(String(answer.headers['x-request-id']));
  });
});
