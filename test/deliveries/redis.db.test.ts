import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { RedisBell } from '../../src/deliveries/sending/redis-bell.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { isEnded, mailLetter, openPostOffice, until } from './post-office.js';

const REDIS = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const NEVER_MS = 3_600_000;

describe('the post office with Redis', () => {
  let db: TestDatabase;
  let isThere = false;
  const prefix = `iter-test-${randomBytes(4).toString('hex')}`;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    db = await openTestDatabase();
    isThere = await answers(REDIS);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  afterAll(async () => {
    if (isThere) await wipe(prefix);
    await db.close();
  });

  /** A process that posts and rings; with `sends`, one that sends, on its own bell. */
  const processOf = (url: string, sends: boolean, pollMs = NEVER_MS) => {
    const office = openPostOffice(db, { limits: { pollMs, sweepMs: NEVER_MS } });
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
    if (!isThere) return console.warn(`no Redis at ${REDIS}: not tried`);
    const web = processOf(REDIS, false);
    const worker = processOf(REDIS, true);
    await until(() => web.redis.isReachable && worker.redis.isReachable);
    await new Promise((done) => setTimeout(done, 300)); // the first look in the database is over: from here only Redis wakes it
    const ids = await web.post(mailLetter(), mailLetter());
    await until(isEnded(db, ids));
  });

  test('with Redis away neither posting nor sending waits for it', async () => {
    const nowhere = 'redis://127.0.0.1:4499';
    const web = processOf(nowhere, false);
    const worker = processOf(nowhere, true, 20);
    const ids = (
      await Promise.all(Array.from({ length: 20 }, () => web.post(mailLetter())))
    ).flat();
    await until(isEnded(db, ids));
    expect(web.redis.isReachable).toBe(false);
    expect(worker.redis.isReachable).toBe(false);
  });

  test('killed midway, it is missed by nobody; back again, it wakes the sender again (R10)', async () => {
    if (!canStart) return console.warn('no redis-server here: not tried');
    let server = await startRedis();
    const web = processOf(server.url, false);
    const worker = processOf(server.url, true, 20);
    await until(() => web.redis.isReachable && worker.redis.isReachable);
    await until(isEnded(db, await web.post(mailLetter())));
    await server.kill();
    await until(() => !web.redis.isReachable && !worker.redis.isReachable);
    await until(isEnded(db, await web.post(mailLetter()))); // found by looking
    server = await startRedis();
    stops.unshift(() => server.kill()); // the last to stop
    await until(() => web.redis.isReachable && worker.redis.isReachable);
    await new Promise((done) => setTimeout(done, 300)); // it looks once more, then only every hour
    await until(isEnded(db, await web.post(mailLetter())));
  });

  test('with a wrong password neither posting nor sending waits for it', async () => {
    if (!isThere) return console.warn(`no Redis at ${REDIS}: not tried`);
    const wrong = REDIS.replace('redis://', 'redis://nobody:wrong@');
    const web = processOf(wrong, false);
    processOf(wrong, true, 20);
    const ids = await web.post(mailLetter());
    await until(isEnded(db, ids));
  });
});

const canStart = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of our own that keeps nothing, to be killed. */
async function startRedis(): Promise<{ url: string; kill(): Promise<void> }> {
  const settings = ['--port', '4498', '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', settings, { stdio: 'ignore' });
  const url = 'redis://127.0.0.1:4498';
  await until(() => answers(url));
  return {
    url,
    kill: async () => {
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  const pong = await redis
    .connect()
    .then(() => redis.ping())
    .catch(() => '');
  redis.disconnect();
  return pong === 'PONG';
}

/** Removes what this test put there, and nothing else. */
async function wipe(prefix: string): Promise<void> {
  const redis = new Redis(REDIS);
  for await (const keys of redis.scanStream({ match: `${prefix}:*` }) as AsyncIterable<string[]>)
    if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
