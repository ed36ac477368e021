/** One scenario of `deliveries.mjs` in a process of its own: posts, and sends where no worker does. Prints its figures as JSON. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';

const task = JSON.parse(process.argv[2]);
const RECEIVERS = 10;
const IDLE = 40;
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

const received = new Map();
const receivers = await Promise.all(Array.from({ length: RECEIVERS }, (_, i) => receiver(i)));
const endpoints = await register(receivers);
app.get(DispatchService).start(task.sendsHere ? 'worker' : 'web');

const alive = task.dead ? endpoints.slice(1) : endpoints;
const idleP95Ms = task.dead ? null : await idle();
const perSecond = await flood();
const memoryMiB = task.sendsHere && !task.dead ? await waiting() : null;
process.stdout.write(JSON.stringify({ perSecond, idleP95Ms, memoryMiB }), () => process.exit(0));

/** Answers at once; the first, where it is to be dead, never. */
function receiver(place) {
  const server = createServer((request, response) => {
    if (task.dead && place === 0) return;
    const id = request.headers['webhook-id'];
    request.resume().on('end', () => {
      if (!received.has(id)) received.set(id, performance.now());
      response.end();
    });
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/hook`)),
  );
}

async function register(urls) {
  const [partner] = await app.get(Reads).rows(`SELECT id FROM partners LIMIT 1`, {});
  const service = app.get(Endpoints);
  const made = [];
  for (const address of urls) {
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

async function postAll(count, to) {
  const ids = [];
  for (let from = 0; from < count; from += BATCH) {
    const some = letters(Math.min(BATCH, count - from), to);
    ids.push(...(await transactions.run((em) => app.get(Outbox).post(em, some))));
  }
  return ids;
}

/** One letter at a time, each when the one before has arrived. */
async function idle() {
  const times = [];
  for (let i = 0; i < IDLE; i += 1) {
    const begun = performance.now();
    const [id] = await postAll(1, [alive[i % alive.length]]);
    while (!received.has(id)) await sleep(1);
    times.push(received.get(id) - begun);
  }
  return times.sort((a, b) => a - b)[Math.ceil(IDLE * 0.95) - 1];
}

/** From the first arrival to the last of those who are alive. */
async function flood() {
  if (task.dead) await postAll(task.letters / RECEIVERS, endpoints.slice(0, 1));
  const ids = await postAll(task.letters, alive);
  while (!ids.every((id) => received.has(id))) await sleep(20);
  const times = ids.map((id) => received.get(id)).sort((a, b) => a - b);
  return (ids.length - 1) / ((times.at(-1) - times[0]) / 1000);
}

/** To a place that never takes anything: they wait, and the process works on beside them. */
async function waiting() {
  await postAll(task.waiting, [{ ...endpoints[0], address: 'http://127.0.0.1:9/nobody' }]);
  await sleep(3_000);
  global.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}
