import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { openBrowser } from './browser.js';
import { startFrame } from './frame-app.js';
import { TestDoor } from './test-door.js';

describe('errors and refusals', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await startFrame([TestDoor]);
  });
  afterAll(() => app.close());
  const program = () => request(app.getHttpServer());

  test('what we did wrong is a page with the code of the request and not a word of the error', async () => {
    const answer = await openBrowser(app).get('/prova/rotto');
    expect(answer.status).toBe(500);
    expect(answer.text).toContain(String(answer.headers['x-request-id']));
    expect(answer.text).not.toMatch(/secret|Error:|at .*\.ts/);
  });

  test('the same for a program is problem JSON', async () => {
    const answer = await program().get('/api/prova/rotto');
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({
      status: 500,
      code: 'failed',
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.text).not.toContain('secret');
  });

  test.each([
    ['not-found', 404],
    ['stale-version', 409],
    ['too-many', 429],
    ['invalid', 422],
  ])('a returned refusal "%s" is %i, for people and for programs', async (code, status) => {
    const page = await openBrowser(app).get(`/prova/rifiuto/${code}`);
    const own = await openBrowser(app).get(`/prova/rifiuto-res/${code}`);
    const problem = await program().get(`/api/prova/rifiuto/${code}`);
    expect([page.status, own.status, problem.status]).toEqual([status, status, status]);
    expect(page.text).toContain('<!DOCTYPE html>');
    expect(JSON.parse(problem.text)).toMatchObject({ code, status });
  });

  test('of the data of a refusal only `current` goes out', async () => {
    const answer = await program().get('/api/prova/rifiuto/stale-version');
    const problem = JSON.parse(answer.text) as Record<string, unknown>;
    expect(problem['current']).toEqual({ version: 3 });
    expect(answer.text).not.toContain('secret');
  });

  test('a refused field is named with its sentence, in the language asked for', async () => {
    const answer = await program().get('/api/prova/rifiuto/invalid').set('Accept-Language', 'en');
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [{ field: 'title', code: 'required', message: 'This field is required.' }],
    });
  });

  test('who is too fast is told how long to wait', async () => {
    const answer = await openBrowser(app).get('/prova/rifiuto/too-many');
    expect(answer.headers['retry-after']).toBe('90');
    expect(answer.text).toContain('tra 2 minuti');
  });

  test('a store that cannot take it now is 503 with Retry-After', async () => {
    const answer = await openBrowser(app).get('/prova/occupato');
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '7']);
    expect(answer.text).not.toContain('disk is full');
  });

  test('an error after half the answer cuts it, so that nobody takes it for a whole one', async () => {
    await expect(openBrowser(app).get('/prova/meta')).rejects.toThrow(/aborted|hang up/);
  });

  test.each(['/%FF', '/prova/rifiuto/%E0%A4%A', '/static/%FF/x'])(
    "an address that cannot be decoded (%s) is the caller's fault",
    async (path) => {
      const answer = await openBrowser(app).get(path);
      expect([400, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('URIError');
    },
  );

  test.each([
    ['{"title":', 400, 'bad-request'],
    ['{"title":"x","more":1}', 400, 'bad-request'],
    [`{"title":"${'x'.repeat(200_000)}"}`, 413, 'too-large'],
    [`{"title":${'['.repeat(12)}1${']'.repeat(12)}}`, 400, 'bad-request'],
  ])('a body that is wrong is refused with its status (%#)', async (body, status, code) => {
    const answer = await program()
      .post('/api/prova/json')
      .set('Content-Type', 'application/json')
      .send(body);
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([
      status,
      code,
    ]);
  });

  test.each([
    ['it', 'al massimo 200 KB'],
    ['en', 'at most 200 KB'],
  ])(
    'a form with too much text is told the limit and the way back (%s)',
    async (language, words) => {
      const answer = await program()
        .post('/prova/modulo')
        .set('Accept', 'text/html')
        .set('Accept-Language', language)
        .set('Host', 'iter.test')
        .set('Referer', 'http://iter.test/prova/modulo?x=1')
        .type('form')
        .send(`note=${'x'.repeat(300_000)}`);
      expect(answer.status).toBe(413);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain('href="/prova/modulo"');
    },
  );

  test('a good JSON body needs no cookie and no token, and its bytes are at hand for a signature', async () => {
    const answer = await program().post('/api/prova/json').send({ title: 'x' });
    expect([answer.status, answer.body]).toEqual([201, { title: 'x', raw: 13 }]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('query parameters are texts, never objects', async () => {
    const answer = await program()
      .get('/prova/query?a[b]=1&c=2&c=3')
      .set('Accept', 'application/json');
    expect(answer.body).toEqual({ 'a[b]': '1', c: ['2', '3'] });
  });
});
