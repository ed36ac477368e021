import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { FileStore } from '../../src/files/file-store.js';
import { fileHeaders, serveFile } from '../../src/files/serve-file.js';
import { Clock } from '../../src/shared/clock.js';
import { pdf } from './pictures.js';
import { plainEnvironment } from './place.js';

describe('a stored file going out', () => {
  const store = new FileStore(plainEnvironment(), new Clock());
  let server: Server;
  let storedAs: string;

  beforeAll(async () => {
    storedAs = (await store.put(pdf)).storedAs;
    const app = express();
    app.get('/:storedAs', async (req, res) => {
      const file = { id: 'id-1', storedAs: req.params.storedAs, mediaType: 'application/pdf' };
      if (!(await serveFile(res, store, file))) res.sendStatus(404);
    });
    server = createServer(app);
  });
  afterAll(() => {
    server.close();
  });

  test('a document is only ever downloaded, under a name of ours', () => {
    expect(fileHeaders({ id: 'a1', storedAs: 'x', mediaType: 'application/pdf' })).toEqual({
      'Content-Type': 'application/pdf',
      'Content-Disposition': "attachment; filename*=UTF-8''a1.pdf",
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    });
  });

  test('a photo may be looked at', () => {
    expect(fileHeaders({ id: 'a1', storedAs: 'x', mediaType: 'image/jpeg' })).toMatchObject({
      'Content-Type': 'image/jpeg',
      'Content-Disposition': "inline; filename*=UTF-8''a1.jpg",
    });
  });

  test('another type is never served as itself, and an id cannot bring a header with it', () => {
    const id = 'a"\r\nSet-Cookie: x';
    const headers = fileHeaders({ id, storedAs: 'x', mediaType: 'text/html' });
    expect(headers['Content-Type']).toBe('application/octet-stream');
    expect(headers['Content-Disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w-]+\.bin$/);
  });

  test('comes whole, with its length', async () => {
    const answer = await request(server).get(`/${storedAs}`).buffer(true);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-length']).toBe(String(pdf.length));
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.body).toEqual(pdf);
  });

  test('HEAD tells the same and sends nothing', async () => {
    const answer = await request(server).head(`/${storedAs}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-length']).toBe(String(pdf.length));
  });

  test('bytes that are gone are not found', async () => {
    expect((await request(server).get(`/${'0'.repeat(48)}`)).status).toBe(404);
    expect((await request(server).get('/..%2Fsecrets.json')).status).toBe(404);
  });
});
