/** The floods of one scenario of `deliveries.mjs`, in a process of its own: posts, and sends where no worker does. Prints its figures as JSON. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { Receivers } from './receivers.mjs';

const task = JSON.parse(process.argv[2]);
const RECEIVERS = 10;
const BATCH = 500;

const load = (path) => import(pathToFileURL(join(task.folder, 'dist/src', path)).href);
const { AppModule } = await load('app.module.js');
const { DispatchService } = await load('deliveries/sending/dispatch.service.js');
const { Endpoints } = await load('deliveries/endpoints.service.js');
const { Outbox } = await load('deliveries/outbox.js');
const { Reads } = await load('database/reads.js');
const { Transactions } = await load('database/transactions.js');
const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
const transactions = app.get(Transactions);

const receivers = await new Receivers().start(RECEIVERS);
const endpoints = await register(receivers.addresses);
const [mute, ...others] = endpoints;
app.get(DispatchService).start(task.sendsHere ? 'worker' : 'web');
await flood(task.letters / 4, endpoints); // what starts cold is not what is measured

const figures = {
  toOne: await flood(task.letters, [others[0]]),
  toTen: await flood(task.letters, endpoints),
};
if (task.sendsHere) {
  figures.nineAlone = await flood(task.crowd * 0.9, others);
  await receivers.silenceFirst(true);
  figures.nineBesideDead = await flood(task.crowd, endpoints, others);
  const restMiB = memoryMiB();
  await postAll(task.waiting, [mute]);
  await sleep(5_000);
  figures.memory = { restMiB, waitingMiB: memoryMiB() };
  figures.besideWaiting = await flood(task.letters, others);
}
figures.copies = receivers.copies;
process.stdout.write(JSON.stringify(figures), () => process.exit(0));

async function register(addresses) {
  const [partner] = await app.get(Reads).rows(`SELECT id FROM partners LIMIT 1`, {});
  const service = app.get(Endpoints);
  const made = [];
  for (const address of addresses) {
    const input = { partnerId: partner.id, channel: 'webhook', address, preference: 1, language: 'it' }; // prettier-ignore
    const checked = await service.check(input);
    const { id } = await transactions.run((em) => service.put(em, checked));
    made.push({ id, address });
  }
  return made;
}

function letters(count, to) {
  return Array.from({ length: count }, (_, i) => ({
    channel: 'webhook',
    destination: to[i % to.length].address,
    endpointId: to[i % to.length].id,
    kind: 'step.recorded',
    stream: `bench:${randomUUID()}`,
    content: {
      type: 'step.recorded',
      timestamp: new Date().toISOString(),
      data: { ticketNumber: '2026-000001-Y', step: { action: 'take-in-charge' }, request: { category: 'roads' } }, // prettier-ignore
    },
  }));
}

/** The ids, and to whom each goes. */
async function postAll(count, to) {
  const posted = [];
  for (let from = 0; from < count; from += BATCH) {
    const some = letters(Math.min(BATCH, count - from), to);
    const ids = await transactions.run((em) => app.get(Outbox).post(em, some));
    ids.forEach((id, i) => posted.push({ id, endpointId: some[i].endpointId }));
  }
  return posted;
}

/** Messages a second that those who answer took, from the first arrival to the last. Sending goes on while we post. */
async function flood(count, to, answering = to) {
  const posted = await postAll(count, to);
  const wanted = new Set(answering.map(({ id }) => id));
  const ids = posted.filter(({ endpointId }) => wanted.has(endpointId)).map(({ id }) => id);
  const times = await receivers.all(ids);
  return (ids.length - 1) / ((times.at(-1) - times[0]) / 1000);
}

function memoryMiB() {
  global.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}
