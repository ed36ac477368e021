import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { annasFiling, done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

describe('health', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const get = (path: string): Test => request(house.app.getHttpServer()).get(path);

  test('the process says that it lives, and whether a request could be taken in now', async () => {
    const alive = await get('/healthz').set('Accept', 'application/json');
    expect(alive.body).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({
      status: 'ok',
      database: true,
      disk: true,
      oldestPendingSeconds: null,
      oldestPending: null,
      redis: null,
      lastMailAt: null,
    });
  });

  test('a letter that has waited for a quarter of an hour is named, and the town is degraded', async () => {
    await file(house, annasFiling());
    const [waiting] = await house.reads.of(Delivery).find({ order: { createdAt: 'ASC', id: 'ASC' } }); // prettier-ignore
    house.clock.pass(16 * 60_000);
    const { status, body } = await get('/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      oldestPendingSeconds: 16 * 60,
      oldestPending: { channel: waiting!.channel, kind: waiting!.kind },
    });
    expect(JSON.stringify(body)).not.toContain('@');
  });

  describe('the figures for Prometheus', () => {
    test('are given to this machine: counts and ages, in the text format, without a name', async () => {
      const { status, headers, text } = await get('/metrics');
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      const figures = new Map(
        text
          .trimEnd()
          .split('\n')
          .filter((line) => !line.startsWith('#'))
          .map((line) => [line.replace(/ [^ ]+$/, ''), Number(line.split(' ').at(-1))]),
      );
      for (const line of text.trimEnd().split('\n'))
        expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z-]+"(,[a-z]+="[a-z-]+")*\})? [\d.e+-]+)$/); // prettier-ignore
      expect(figures.get('iter_deliveries{channel="email",state="pending"}')).toBeGreaterThan(0);
      expect(figures.get('iter_deliveries{channel="webhook",state="dead"}')).toBe(0);
      expect(figures.get('iter_oldest_delivery_seconds')).toBe(16 * 60);
      expect(figures.get('iter_requests{kind="open"}')).toBe(1);
      expect(figures.get('iter_clocks')).toBeGreaterThan(0);
      expect(figures.get('iter_clocks_due')).toBe(0);
      expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    });

    test('are nowhere for who comes through a proxy, or under the name of the town', async () => {
      expect((await get('/metrics').set('X-Forwarded-For', '203.0.113.7')).status).toBe(404);
      expect((await get('/metrics').set('Host', 'iter.example')).status).toBe(404);
    });

    test('are given to the token of a person who may see the deliveries, and to no other', async () => {
      const asked = async (username: string) => {
        const { token } = done(await house.get(Tokens).createFor(username, null));
        return get('/metrics')
          .set('X-Forwarded-For', '203.0.113.7')
          .set('Authorization', `Bearer ${token}`);
      };
      expect((await asked('ivo')).status).toBe(200);
      expect((await asked('bruno')).status).toBe(404);
    });
  });
});
