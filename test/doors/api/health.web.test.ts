import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type House, openHouse } from '../../support/house.js';

describe('health', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('the process says that it lives, and whether a request could be taken in now', async () => {
    const alive = await request(house.app.getHttpServer())
      .get('/healthz')
      .set('Accept', 'application/json');
    expect(alive.body).toEqual({ status: 'ok' });
    const ready = await request(house.app.getHttpServer()).get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({
      status: 'ok',
      database: true,
      disk: true,
      oldestPendingSeconds: null,
      redis: null,
    });
  });
});
