import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Counters } from '../../src/access/limits/counters.service.js';
import { Environment } from '../../src/config/environment.js';
import { testEnvironment } from '../support/database.js';

/** With TEST_REDIS_URL the same tests run on Redis. */
const redisUrl = process.env['TEST_REDIS_URL'];

describe(`counters ${redisUrl ? 'in Redis' : 'in memory'}`, () => {
  let environment: Environment;
  let counters: Counters;
  let other: Counters;
  const name = () => `test-${randomBytes(6).toString('hex')}`;
  beforeEach(async () => {
    const { encryptionKeys, ...rest } = await testEnvironment();
    environment = new Environment({ ...rest, encryptionKeys, redisUrl });
    counters = new Counters(environment);
    other = new Counters(environment);
  });
  afterEach(async () => {
    await counters.onApplicationShutdown();
    await other.onApplicationShutdown();
  });

  test('count up to the limit, and tell how long to wait beyond it', async () => {
    const counter = counters.counter(name(), 60);
    await counters.ready();
    for (let i = 0; i < 4; i += 1) expect(await counter.take('k', 4)).toBeNull();
    const waitMs = await counter.take('k', 4);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(await counter.waitMs('k', 4)).not.toBeNull();
    expect(await counter.waitMs('k', 5)).toBeNull();
    expect(await counter.waitMs('other', 1)).toBeNull();
  });

  test('a refused one is not counted, and one taken back makes room for one', async () => {
    const counter = counters.counter(name(), 60);
    await counters.ready();
    for (let i = 0; i < 4; i += 1) await counter.take('k', 4);
    for (let i = 0; i < 3; i += 1) await counter.take('k', 4);
    await counter.giveBack('k');
    expect(await counter.take('k', 4)).toBeNull();
    expect(await counter.take('k', 4)).not.toBeNull();
  });

  test('are one for all processes that share a Redis, and each its own without', async () => {
    const shared = name();
    const [here, there] = [counters.counter(shared, 60), other.counter(shared, 60)];
    await Promise.all([counters.ready(), other.ready()]);
    for (let i = 0; i < 4; i += 1) await here.take('k', 4);
    const refused = (await there.take('k', 4)) !== null;
    expect(refused).toBe(redisUrl !== undefined);
  });
});
