/**
 * `node bench/deliveries.mjs`: how many webhooks a second leave the house, as a table in Markdown on stdout. It is no test and fails nothing.
 * Build the product first.
 *
 *   node bench/deliveries.mjs [--letters 2000] [--waiting 100000] [--server postgres://root@127.0.0.1/test] [--redis redis://127.0.0.1:6379] [--product .]
 *
 * Ten receivers on loopback answer at once. Embedded: one process on SQLite, and on PostgreSQL, posts and sends. Scaled: PostgreSQL and Redis,
 * one process posts, one or two workers send. "One dead": one of the ten never answers; the time is that of the other nine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Product } from './product.mjs';
import { makeDatabase } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    letters: { type: 'string', default: '2000' },
    waiting: { type: 'string', default: '100000' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    redis: { type: 'string', default: 'redis://127.0.0.1:6379' },
    product: { type: 'string', default: '.' },
  },
});
const folder = resolve(options.product);
const SCENARIOS = [
  { name: 'embedded, SQLite', workers: 0 },
  { name: 'embedded, SQLite, one dead', workers: 0, dead: true },
  { name: 'embedded, PostgreSQL', server: true, workers: 0 },
  { name: 'PostgreSQL and Redis, 1 worker', server: true, workers: 1 },
  { name: 'PostgreSQL and Redis, 2 workers', server: true, workers: 2 },
];

const lines = [];
for (const scenario of SCENARIOS) {
  process.stderr.write(`${scenario.name}\n`);
  lines.push(line(scenario.name, await measure(scenario)));
}
process.stdout.write(
  [
    `${options.letters} webhooks to ten receivers, ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}, load ${loadavg()[0].toFixed(1)} at the end`,
    '',
    `| | a second | posted to received, idle, p95 | memory with ${options.waiting} waiting |`,
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n'),
);

async function measure({ server, workers, dead = false }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(server ? options.server : undefined, dataDir);
  const env = {
    PATH: process.env.PATH,
    ITER_MODE: 'development',
    DATA_DIR: dataDir,
    WEBHOOK_ALLOW: '127.0.0.0/8',
    NO_COLOR: '1',
    ...(database.url ? { DATABASE_URL: database.url } : {}),
    ...(workers ? { REDIS_URL: options.redis } : {}),
  };
  const senders = [];
  try {
    const product = new Product(folder, { port: 0, dataDir, databaseUrl: database.url });
    await product.iter('seed');
    for (let i = 0; i < workers; i += 1) senders.push(await worker(env));
    const task = { folder, letters: Number(options.letters), waiting: Number(options.waiting) };
    return await post(env, { ...task, sendsHere: workers === 0, dead });
  } finally {
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
async function post(env, task) {
  const poster = new URL('deliveries-poster.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [poster, JSON.stringify(task)], { cwd: folder, env });
  let said = '';
  let faults = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (faults = (faults + text).slice(-3000)));
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(faults);
  return JSON.parse(said.slice(said.lastIndexOf('{')));
}

function line(name, { perSecond, idleP95Ms, memoryMiB }) {
  const idle = idleP95Ms === null ? '' : `${idleP95Ms.toFixed(0)} ms`;
  const memory = memoryMiB === null ? '' : `${memoryMiB.toFixed(0)} MiB`;
  return `| ${name} | ${perSecond.toFixed(0)} | ${idle} | ${memory} |`;
}
