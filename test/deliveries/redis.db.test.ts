import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RedisBell } from '../../src/deliveries/sending/redis-bell.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import {
  answersAt,
  canStartRedis,
  PrivateRedis,
  SHARED_REDIS,
  wipePrefix,
} from '../support/redis.js';
import { until } from '../support/until.js';
import { isEnded, mailLetter, openPostOffice } from './post-office.js';

const NEVER_MS = 3_600_000;

describe('the post office with Redis', () => {
  let db: TestDatabase;
  let isThere = false;
  const prefix = `iter-test-${randomBytes(4).toString('hex')}`;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    db = await openTestDatabase();
    isThere = await answersAt(SHARED_REDIS);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  afterAll(async () => {
    if (isThere) await wipePrefix(SHARED_REDIS, prefix);
    await db.close();
  });

  /** A process that posts and rings; with `sends`, one that sends, on its own bell. */
  const processOf = (url: string, sends: boolean, pollMs = NEVER_MS, sweepMs = NEVER_MS) => {
    const office = openPostOffice(db, { limits: { pollMs, sweepMs } });
    const bell = new RedisBell(office.bell, office.limits);
    if (sends) office.dispatcher.start();
    bell.start({ url, prefix, dispatcher: sends ? office.dispatcher : undefined });
    stops.push(async () => {
      await bell.stop();
      await office.stop();
    });
    return { ...office, redis: bell };
  };

  test('a commit in one process wakes the sender in another', async () => {
    if (!isThere) return console.warn(`no Redis at ${SHARED_REDIS}: not tried`);
    const web = processOf(SHARED_REDIS, false);
    const worker = processOf(SHARED_REDIS, true);
    await until(() => web.redis.isReachable && worker.redis.isReachable);
    await new Promise((done) => setTimeout(done, 300)); // the first look in the database is over: from here only Redis wakes it
    const ids = await web.post(mailLetter(), mailLetter());
    await until(isEnded(db, ids));
  });

  test('with Redis away neither posting nor sending waits for it', async () => {
    const nowhere = `redis://127.0.0.1:${await freePort()}`;
    const web = processOf(nowhere, false);
    const worker = processOf(nowhere, true, 20);
    const ids = (
      await Promise.all(Array.from({ length: 20 }, () => web.post(mailLetter())))
    ).flat();
    await until(isEnded(db, ids));
    expect(web.redis.isReachable).toBe(false);
    expect(worker.redis.isReachable).toBe(false);
  });

  test('what Redis never heard of is found by the sweeper', async () => {
    if (!isThere) return console.warn(`no Redis at ${SHARED_REDIS}: not tried`);
    const worker = processOf(SHARED_REDIS, true, NEVER_MS, 100);
    await until(() => worker.redis.isReachable);
    const silent = openPostOffice(db); // its bell leads nowhere: a wake that was lost
    await until(isEnded(db, await silent.post(mailLetter())));
  });

  test('flushed, killed midway and back: missed by nobody, and the next commit wakes the sender again (R10)', async () => {
    if (!canStartRedis) return console.warn('no redis-server here: not tried');
    const server = new PrivateRedis(await freePort());
    await server.start();
    stops.push(() => server.kill()); // the last to stop
    const web = processOf(server.url, false);
    const worker = processOf(server.url, true);
    const areBothThere = () => web.redis.isReachable && worker.redis.isReachable;
    await until(areBothThere);
    await new Promise((done) => setTimeout(done, 300)); // it has looked once, and looks again only in an hour
    await server.flush();
    await until(isEnded(db, await web.post(mailLetter())));
    await server.kill();
    await until(() => !web.redis.isReachable && !worker.redis.isReachable);
    worker.dispatcher.lookEvery(20); // as the product does while Redis is away
    await until(isEnded(db, await web.post(mailLetter())));
    await server.start();
    await until(areBothThere);
    await new Promise((done) => setTimeout(done, 300));
    await until(isEnded(db, await web.post(mailLetter())));
  });

  test('with a wrong password neither posting nor sending waits for it', async () => {
    if (!isThere) return console.warn(`no Redis at ${SHARED_REDIS}: not tried`);
    const wrong = SHARED_REDIS.replace('redis://', 'redis://nobody:wrong@');
    const web = processOf(wrong, false);
    processOf(wrong, true, 20);
    const ids = await web.post(mailLetter());
    await until(isEnded(db, ids));
  });
});
