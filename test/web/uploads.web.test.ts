import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { openBrowser } from './browser.js';
import { startFrame } from './frame-app.js';
import { TestDoor } from './test-door.js';

interface Told {
  readonly body: Record<string, string>;
  readonly files: Record<string, [string, number, string][]>;
  readonly errors: { field: string; code: string; data?: Record<string, unknown> }[];
}

const MB = 1024 * 1024;

describe('files with a form', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await startFrame([TestDoor]);
  });
  afterAll(() => app.close());

  const photo = (name: string, size = 10) => ({
    field: 'photos',
    name,
    bytes: Buffer.alloc(size, 1),
  });

  async function send(
    fields: Record<string, string>,
    files: { field: string; name: string; bytes: Buffer; type?: string }[],
  ): Promise<Told> {
    const answer = await openBrowser(app).upload('/prova/file', fields, files);
    expect(answer.status).toBe(201);
    return answer.body as Told;
  }

  test('files and typed fields arrive', async () => {
    const told = await send({ title: 'Buca' }, [
      photo('uno.jpg'),
      {
        field: 'documents',
        name: 'atto è.pdf',
        bytes: Buffer.from('%PDF'),
        type: 'application/pdf',
      },
    ]);
    expect(told.body['title']).toBe('Buca');
    expect(told.files).toEqual({
      photos: [['uno.jpg', 10, 'image/jpeg']],
      documents: [['atto è.pdf', 4, 'application/pdf']],
    });
    expect(told.errors).toEqual([]);
  });

  test('of 11 photos the first three are kept and one sentence counts the others', async () => {
    const eleven = Array.from({ length: 11 }, (_, i) => photo(`${i}.jpg`));
    const told = await send({ title: 'Buca' }, eleven);
    expect(told.files['photos']?.length).toBe(3);
    expect(told.errors).toEqual([
      { field: 'photos', code: 'files-too-many', data: { max: 3, count: 8 } },
    ]);
    expect(told.body['title']).toBe('Buca');
  });

  test('a file above 10 MB is refused by its name, the rest is kept', async () => {
    const told = await send({ title: 'Buca' }, [photo('grande.jpg', 10 * MB + 1), photo('ok.jpg')]);
    expect(told.files['photos']).toEqual([['ok.jpg', 10, 'image/jpeg']]);
    expect(told.errors).toEqual([
      { field: 'photos', code: 'file-too-large', data: { name: 'grande.jpg', mb: 10 } },
    ]);
  });

  test('each of several files that are not taken is named, also beside too many', async () => {
    const told = await send({ title: 'Buca' }, [
      photo('prima.jpg', 10 * MB + 1),
      photo('vuota\u202egpj.jpg', 0),
      photo('ok.jpg'),
      photo('quarta.jpg'),
    ]);
    expect(told.files['photos']).toEqual([['ok.jpg', 10, 'image/jpeg']]);
    const byCode = [...told.errors].sort((a, b) => (a.code < b.code ? 1 : -1));
    expect(byCode).toEqual([
      { field: 'photos', code: 'files-too-many', data: { max: 3, count: 1 } },
      { field: 'photos', code: 'file-too-large', data: { name: 'prima.jpg', mb: 10 } },
      { field: 'photos', code: 'file-empty', data: { name: 'vuotagpj.jpg' } },
    ]);
  });

  test('40 MB in one file are answered with a sentence, not with a cut connection', async () => {
    const told = await send({ title: 'Buca' }, [photo('enorme.jpg', 40 * MB)]);
    expect(told.errors.map(({ code }) => code)).toEqual(['file-too-large']);
  });

  test('an empty file, and a file under an unknown name, are told apart', async () => {
    const told = await send({}, [photo('vuoto.jpg', 0), { ...photo('x.jpg'), field: 'altro' }]);
    expect(Object.fromEntries(told.errors.map(({ field, code }) => [field, code]))).toEqual({
      photos: 'file-empty',
      altro: 'unknown-field',
    });
  });

  test('a text far too long is told at its field', async () => {
    const told = await send({ title: 'Buca', details: 'x'.repeat(1_100_000) }, []);
    expect(told.errors).toEqual([{ field: 'details', code: 'text-too-large' }]);
    expect(told.body['title']).toBe('Buca');
  });

  test('51 fields and a name of 65 characters are told, not a fault of ours', async () => {
    const many = Object.fromEntries(Array.from({ length: 55 }, (_, i) => [`f${i}`, 'x']));
    expect((await send(many, [])).errors.map(({ code }) => code)).toEqual(['form-too-large']);
    expect((await send({ ['n'.repeat(65)]: 'x' }, [])).errors.map(({ code }) => code)).toEqual([
      'form-too-large',
    ]);
  });

  test('70 files are told at the field for files', async () => {
    const told = await send(
      {},
      Array.from({ length: 70 }, (_, i) => photo(`${i}.jpg`)),
    );
    expect(told.errors.map(({ field }) => field)).toEqual(['photos']);
  });

  test('without the token nothing is done, and what was typed comes back', async () => {
    const browser = openBrowser(app);
    await browser.get('/');
    const answer = await browser.upload('/prova/file', { _csrf: 'x', title: 'Buca' }, [
      photo('a.jpg'),
    ]);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Buca');
    expect(answer.text).toContain('andranno scelti di nuovo');
  });

  test('a page that expects no files reads none', async () => {
    const answer = await openBrowser(app).upload('/prova/modulo', {}, [photo('a.jpg')]);
    expect(answer.status).toBe(415);
  });

  test('a body that only says it is multipart is 400', async () => {
    const answer = await request(app.getHttpServer())
      .post('/prova/file')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nnonsense');
    expect(answer.status).toBe(400);
  });
});
