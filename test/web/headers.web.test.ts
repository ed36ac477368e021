import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { freshSecrets } from '../../src/config/secrets.js';
import { StaticFiles } from '../../src/web/static-files.js';
import { openBrowser } from './browser.js';
import { startFrame } from './frame-app.js';

describe('headers and static files', () => {
  let app: NestExpressApplication;
  let prefix: string;
  beforeAll(async () => {
    app = await startFrame();
    prefix = app.get(StaticFiles).prefix;
  });
  afterAll(() => app.close());
  const get = (path: string, headers: Record<string, string> = {}) =>
    request(app.getHttpServer()).get(path).set(headers);

  test('a page allows nothing from elsewhere, nothing inline, and is kept by nobody', async () => {
    const { headers } = await get('/');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("img-src 'self' data: blob:");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('each answer has an id of its own', async () => {
    const [a, b] = await Promise.all([get('/'), get('/')]);
    expect(a.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(a.headers['x-request-id']).not.toBe(b.headers['x-request-id']);
  });

  test('showing a page writes no session: the only cookie is the one that guards forms', async () => {
    const { headers } = await get('/');
    const cookies = headers['set-cookie'] as unknown as string[];
    expect(cookies.map((line) => line.split('=')[0])).toEqual(['modulo']);
    expect(cookies[0]).toContain('HttpOnly; SameSite=Lax');
  });

  test('every file that a page names is there, immutable and of the right type', async () => {
    const browser = openBrowser(app);
    await browser.get('/');
    const named = [...browser.page.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.length).toBeGreaterThan(5);
    for (const path of new Set(named)) {
      const file = await get(path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
  });

  test('the style sheet comes packed to who takes it so', async () => {
    const packed = await get(`${prefix}/vendor/bootstrap-italia.min.css`, {
      'Accept-Encoding': 'gzip',
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBeLessThan(120_000);
    expect(packed.text).toContain('bootstrap-italia-version');
  });

  test('a file under an older version is the present one, not to be kept', async () => {
    const old = await get('/static/000000000000/iter.css');
    expect([old.status, old.headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  test.each([
    '../../package.json',
    '..%2f..%2fpackage.json',
    'vendor/../../../package.json',
    'nothing.css',
  ])('nothing else can be asked for (%s)', async (path) => {
    expect((await get(`${prefix}/${path}`)).status).toBe(404);
  });

  describe('in production', () => {
    let production: NestExpressApplication;
    beforeAll(async () => {
      production = await startFrame([], {
        ITER_MODE: 'production',
        PUBLIC_URL: 'https://servizi.comune.example.it',
        SMTP_URL: 'smtp://localhost:1',
        MAIL_FROM: 'iter@comune.example.it',
        TRUST_PROXY: '127.0.0.1',
        ...freshSecrets(),
      });
    });
    afterAll(() => production.close());
    const ask = (host: string, path = '/') =>
      request(production.getHttpServer())
        .get(path)
        .set({ Host: host, 'X-Forwarded-Proto': 'https' });

    test('another host than the public one is 421 and sees no page of ours', async () => {
      const answer = await ask('evil.example');
      expect(answer.status).toBe(421);
      expect((await ask('servizi.comune.example.it')).status).toBe(200);
    });

    test('https only from then on, and cookies that no other host can plant', async () => {
      const { headers } = await ask('servizi.comune.example.it');
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      expect(String(headers['set-cookie'])).toMatch(
        /^__Host-modulo=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax/,
      );
    });
  });
});
