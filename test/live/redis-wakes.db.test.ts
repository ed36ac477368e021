import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { LiveChanges } from '../../src/live/live-changes.js';
import { partnerTopic } from '../../src/live/live-source.js';
import { FilingDesk } from '../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { annasFiling, done, NOBODY } from '../support/filings.js';
import { freePort } from '../support/free-port.js';
import { type House, openBeside, openHouse } from '../support/house.js';
import { canStartRedis, PrivateRedis } from '../support/redis.js';
import { until } from '../support/until.js';

const LAMP = { category: 'street-lighting', answers: { 'live-cable': 'no' } } as const;

describe('lists that are live in several processes', () => {
  let redis: PrivateRedis;
  let house: House;
  let beside: NestExpressApplication;

  beforeAll(async () => {
    if (!canStartRedis) return;
    redis = new PrivateRedis(await freePort());
    await redis.start();
    house = await openHouse({ variables: { REDIS_URL: redis.url } });
    beside = await openBeside(house);
    await untilBothListen(redis.url);
  });
  afterAll(async () => {
    if (!canStartRedis) return;
    await house.close();
    await beside.close();
    await redis.kill();
  });

  test('a step recorded in one process wakes a list in another, by Redis alone', async () => {
    if (!canStartRedis) return console.warn('no redis-server here: not tried');
    let heard = 0;
    const topic = partnerTopic(house.town.partnerId('luce-strade'));
    const unfollow = await withoutPoll(() =>
      house.get(LiveChanges).follow(topic, () => (heard += 1)),
    );
    for (let tries = 0; tries < 100 && heard === 0; tries += 1) {
      done(await beside.get(FilingDesk).file(NOBODY, annasFiling(LAMP), newId()));
      await sleep(500); // a wake may be lost: its sender has only just connected
    }
    unfollow();
    expect(heard).toBeGreaterThan(0);
  });
});

/** Follows as the product does, but nobody looks by himself every two seconds: only a wake brings news. */
async function withoutPoll<T>(follow: () => Promise<T>): Promise<T> {
  const never = setTimeout(() => undefined, 0);
  const poll = jest.spyOn(globalThis, 'setInterval').mockReturnValueOnce(never);
  try {
    return await follow();
  } finally {
    expect(poll).toHaveBeenCalledTimes(1);
    poll.mockRestore();
  }
}

async function untilBothListen(url: string): Promise<void> {
  const client = new Redis(url);
  await until(async () => {
    const [, count] = (await client.pubsub('NUMSUB', 'iter:live')) as [string, number]; // one channel was asked for
    return count === 2;
  });
  client.disconnect();
}
