/**
 * R10 and R11 of RELIABILITY.md with real parts: the built product with Redis, which is away at the start, comes, forgets everything, is
 * killed and comes back while citizens file. On PostgreSQL one process serves and two send; on SQLite one does both.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { databaseKind } from '../../src/config/database-kind.js';
import type { Environment } from '../../src/config/environment.js';
import { newId } from '../../src/shared/ids.js';
import { freePort } from '../support/free-port.js';
import { canStartRedis, PrivateRedis } from '../support/redis.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { until } from '../support/until.js';
import { builtProduct, PRODUCT_MS } from './built-product.js';
import { call } from './caller.js';
import { complaints, ProductProcess, variablesFor } from './product-process.js';
import { messageId, receipts, report } from './reporters.js';
import { lookInto, townOnDisk } from './town-on-disk.js';

const WORKERS = databaseKind === 'postgres' ? 2 : 0;
const AT_ONCE = 8;

describe('a town with Redis', () => {
  let redis: PrivateRedis;
  const sink = new SmtpSink();
  const running: ProductProcess[] = [];
  let environment: Environment;
  let port: number;

  beforeAll(async () => {
    const folder = await builtProduct();
    environment = await townOnDisk();
    port = await freePort();
    redis = new PrivateRedis(await freePort());
    const variables = {
      ...variablesFor(environment, port),
      ...{ REDIS_URL: redis.url, SMTP_URL: await sink.listen() },
    };
    const web = new ProductProcess(folder, variables);
    running.push(web);
    for (let i = 0; i < WORKERS; i += 1)
      running.push(new ProductProcess(folder, variables, 'worker'));
    await web.up();
  }, PRODUCT_MS);
  afterAll(async () => {
    await Promise.all(running.map((process) => process.end('SIGKILL')));
    await redis.kill();
    await sink.close();
  });

  const file = async (): Promise<void> => {
    const key = newId();
    const headers = { 'Idempotency-Key': key };
    const path = '/api/v1/requests';
    const answer = await call({ port, path, method: 'POST', body: report(key), headers });
    expect(answer).toMatchObject({ status: 201 });
    filed += 1;
  };
  let filed = 0;
  const fileTogether = () => Promise.all(Array.from({ length: AT_ONCE }, file));

  const allHaveTheirReceipt = () => until(() => receipts(sink).length >= filed);
  const redisIsSeen = (isThere: boolean) =>
    until(async () => {
      const { text } = await call({ port, path: '/readyz' });
      return (JSON.parse(text) as { redis: boolean }).redis === isThere; // its report
    });

  test(
    'takes every report in and sends each receipt exactly once, whatever Redis does',
    async () => {
      if (!canStartRedis) return console.warn('no redis-server here: not tried');
      await fileTogether(); // away from the start
      await allHaveTheirReceipt();

      await redis.start();
      await redisIsSeen(true);
      await fileTogether();
      await redis.flush(); // whatever of it was still on its way in Redis
      await file();
      await allHaveTheirReceipt();

      await Promise.all([fileTogether(), redis.kill()]);
      await redisIsSeen(false);
      await fileTogether();
      await allHaveTheirReceipt();

      await redis.start();
      await redisIsSeen(true);
      await fileTogether();
      await allHaveTheirReceipt();

      for (const ended of await Promise.all(running.map((process) => process.end('SIGTERM'))))
        expect(complaints(ended)).toEqual([]);
      const found = await lookInto(environment);
      expect(found.ticketNumbers).toHaveLength(filed);
      expect(found.receipts.map(({ state }) => state)).toEqual(Array(filed).fill('done'));
      const ids = found.receipts.map(({ deliveryId }) => deliveryId);
      expect(receipts(sink).sort()).toEqual(ids.sort());
      const all = sink.mails.map(({ raw }) => messageId(raw));
      expect(new Set(all).size).toBe(all.length);
    },
    PRODUCT_MS,
  );
});
