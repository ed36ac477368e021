/** One report at a time, filed over the API of the running product; from the call to the contractor's webhook. For `deliveries.mjs`. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { filing, seedTown } from './make-town.mjs';
import { Receivers } from './receivers.mjs';
import { openStore } from './store.mjs';

const REPORTS = 44;
const WARM = 4;
const CONTRACTOR = 'luce-strade';

/** 95th percentile in milliseconds. `others` starts what runs beside the product; it stays up afterwards, the product does not. */
export async function idleP95Ms(product, database, others) {
  const receivers = await new Receivers().start(1);
  await seedTown(product);
  await point(database, receivers.addresses[0]);
  await product.start();
  await others();
  const times = [];
  for (let i = 0; i < REPORTS; i += 1) {
    await sleep(100); // idle in between
    times.push(await oneMs(product, receivers, i));
  }
  await product.stop();
  receivers.stop();
  const warm = times.slice(WARM).sort((a, b) => a - b);
  return warm[Math.ceil(warm.length * 0.95) - 1];
}

async function point(database, address) {
  const store = await openStore(database);
  await store.run(
    `UPDATE endpoints SET address = '${address}' WHERE channel = 'webhook'
     AND partner_id = (SELECT id FROM partners WHERE code = '${CONTRACTOR}')`,
  );
  await store.close();
}

async function oneMs(product, receivers, i) {
  const known = receivers.received.size;
  const begun = performance.timeOrigin + performance.now();
  await product.api('POST', '/api/v1/requests', {
    key: randomUUID(),
    body: {
      ...filing(i),
      category: 'street-lighting',
      title: 'Lampione spento',
      answers: { 'live-cable': 'no' },
    },
  });
  while (receivers.received.size === known) await sleep(2);
  return [...receivers.received.values()].at(-1) - begun;
}
