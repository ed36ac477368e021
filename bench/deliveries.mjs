/**
 * `node bench/deliveries.mjs`: how fast webhooks leave the house, as tables in Markdown on stdout. It is no test and fails nothing. Build the
 * product first.
 *
 *   node bench/deliveries.mjs [--letters 2000] [--crowd 10000] [--waiting 100000] [--only words] [--server postgres://root@127.0.0.1/test] [--redis redis://127.0.0.1:6379] [--product .]
 *
 * Ten receivers in a process of their own, on loopback, answer at once. Embedded: one process, on SQLite or on PostgreSQL, posts and sends.
 * Scaled: PostgreSQL and Redis, one process posts, one or two workers send. Idle: the built product as it runs, one report at a time filed
 * over its API; from the call to the contractor's webhook. Nine of ten: `crowd` messages of which the tenth receiver takes its part and never answers.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { idleP95Ms } from './deliveries-idle.mjs';
import { Product } from './product.mjs';
import { makeDatabase } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    letters: { type: 'string', default: '2000' },
    crowd: { type: 'string', default: '10000' },
    waiting: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
    port: { type: 'string', default: '5491' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    redis: { type: 'string', default: 'redis://127.0.0.1:6379' },
    product: { type: 'string', default: '.' },
  },
});
const folder = resolve(options.product);
const SCENARIOS = [
  { name: 'embedded, SQLite', workers: 0 },
  { name: 'embedded, PostgreSQL', server: true, workers: 0 },
  { name: 'PostgreSQL and Redis, 1 worker', server: true, workers: 1 },
  { name: 'PostgreSQL and Redis, 2 workers', server: true, workers: 2 },
].filter(({ name }) => name.includes(options.only));

const found = [];
for (const scenario of SCENARIOS) {
  process.stderr.write(`${scenario.name}\n`);
  found.push({ name: scenario.name, ...(await measure(scenario)) });
}
const embedded = found.filter(({ memory }) => memory);
const tables = [
  [
    `| ${options.letters} webhooks | a second to one receiver | to ten | filed to received, idle, p95 | copies |`,
    '|---|---|---|---|---|',
    ...found.map(({ name, toOne, toTen, idle, copies }) =>
      line(name, toOne, toTen, `${idle.toFixed(0)} ms`, copies),
    ),
  ],
  [
    `| ${options.crowd} webhooks, a second | to nine, with no tenth | to nine, the tenth dead |`,
    '|---|---|---|',
    ...embedded.map((row) => line(row.name, row.nineAlone, row.nineBesideDead)),
  ],
  [
    `| with ${options.waiting} waiting for a dead receiver | memory before | memory | a second to the others |`,
    '|---|---|---|---|',
    ...embedded.map(({ name, memory, besideWaiting }) =>
      line(name, mebibytes(memory.restMiB), mebibytes(memory.waitingMiB), besideWaiting),
    ),
  ],
].filter(({ length }) => length > 2);
process.stdout.write(
  `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}, load ${loadavg()[0].toFixed(1)} at the end\n`,
);
for (const table of tables) process.stdout.write(`\n${table.join('\n')}\n`);

async function measure({ server, workers }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(server ? options.server : undefined, dataDir);
  const more = { WEBHOOK_ALLOW: '127.0.0.0/8', ...(workers ? { REDIS_URL: options.redis } : {}) };
  const settings = { port: Number(options.port), dataDir, databaseUrl: database.url, more };
  const product = new Product(folder, settings);
  const senders = [];
  try {
    const idle = await idleP95Ms(product, database, async () => {
      for (let i = 0; i < workers; i += 1) senders.push(await worker(product.env));
    });
    const { letters, crowd, waiting } = options;
    const sizes = { letters: Number(letters), crowd: Number(crowd), waiting: Number(waiting) };
    return { idle, ...(await flood(product.env, { folder, ...sizes, sendsHere: workers === 0 })) };
  } finally {
    await product.stop();
    for (const sender of senders) sender.kill('SIGTERM');
    await Promise.all(senders.map((sender) => once(sender, 'exit')));
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function worker(env) {
  const main = join(folder, 'dist/src/worker.js');
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
  child.stderr.resume();
  await new Promise((ready) => {
    child.stdout.on('data', (text) => String(text).includes('sending') && ready());
    setTimeout(ready, 8_000); // a worker that keeps silent is found out by the figures
  });
  return child;
}

/** The posting process: which database it speaks to is read when its modules load, so each scenario has one of its own. */
async function flood(env, task) {
  const poster = new URL('deliveries-poster.mjs', import.meta.url).pathname;
  const program = ['--expose-gc', poster, JSON.stringify(task)];
  const child = spawn(process.execPath, program, { cwd: folder, env });
  let said = '';
  let faults = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (faults = (faults + text).slice(-3000)));
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(faults);
  return JSON.parse(said.slice(said.indexOf('{"toOne"')));
}

function line(...cells) {
  const texts = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : cell));
  return `| ${texts.join(' | ')} |`;
}

function mebibytes(size) {
  return `${size.toFixed(0)} MiB`;
}
