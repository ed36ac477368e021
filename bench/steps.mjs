/**
 * `node bench/steps.mjs`: recorded steps a second through the write path, beside the rate of the same inserts and updates in raw transactions, as
 * a table in Markdown on stdout. It is no test and fails nothing.
 *
 *   npm run build && node bench/steps.mjs [--steps 3000] [--at-once 16] [--processes 1] [--database sqlite,postgres] [--server postgres://root@127.0.0.1/test] [--port 5494] [--profile folder]
 *
 * A town of requests that wait to be taken in charge is made (`make-town.mjs`) and kept twice. In the one the product takes them in charge,
 * without HTTP, in one process or (PostgreSQL) in several that share the requests. In the other the very rows that this wrote are written again by the driver alone, a durable commit for each
 * step: what the store could do. On SQLite also so many a commit as the product lets share one.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { copyPatterns, filePatterns, seedTown } from './make-town.mjs';
import { Product } from './product.mjs';
import { copyDatabase, rawRates, whatWasWritten } from './raw-steps.mjs';
import { makeDatabase, openStore } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: '3000' },
    'at-once': { type: 'string', default: '16' },
    processes: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    port: { type: 'string', default: '5494' },
    profile: { type: 'string' },
  },
});
const WARM_UP = 200;
const PATTERNS_PER_NEW_ONE = 4; // of twenty requests of the town five are new and of the roads
const folder = resolve('.');
const atOnce = Number(options['at-once']);
const processes = Number(options.processes);

process.stdout.write(
  '| database | steps/s | processor a step, ms | raw, a commit each /s | raw, 16 a commit /s | part of raw | load |\n|---|---|---|---|---|---|---|\n',
);
for (const kind of options.database.split(',')) {
  const { steps, raw } = await measure(kind);
  const cells = [kind, steps.perSecond.toFixed(0), steps.cpuMs.toFixed(2), raw.each.toFixed(0), raw.shared?.toFixed(0) ?? '-', (steps.perSecond / raw.each).toFixed(2), loadavg()[0].toFixed(1)]; // prettier-ignore
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function measure(kind) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(kind === 'postgres' ? options.server : undefined, dataDir);
  const settings = { port: Number(options.port), dataDir, databaseUrl: database.url };
  const product = new Product(folder, settings);
  let copy;
  try {
    const director = await seedTown(product);
    await product.start();
    await filePatterns(product, director);
    await product.stop();
    const count = Number(options.steps) + WARM_UP;
    await copyPatterns(database, folder, count * PATTERNS_PER_NEW_ONE);
    const numbers = await newOnes(database, count);
    copy = await copyDatabase(database, options.server);
    const token = director.token.replace('Bearer ', '');
    const steps = await recordAll(product, { token, numbers, warmUp: WARM_UP, atOnce });
    const written = await whatWasWritten({ database, copy }, numbers.slice(WARM_UP));
    return { steps, raw: await rawRates(copy, written, atOnce) };
  } finally {
    await product.stop();
    await copy?.drop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
}

async function newOnes(database, count) {
  const store = await openStore(database);
  const rows = await store.rows(
    `SELECT r.ticket_number AS number FROM service_requests r JOIN categories c ON c.id = r.category_id
     WHERE r.state_code = 'received' AND r.version = 1 AND c.code = 'roads-signs' ORDER BY r.ticket_number LIMIT ${count}`,
  );
  if (store.kind === 'postgres') await store.run('ANALYZE');
  await store.close();
  return rows.map(({ number }) => number);
}

/** Their rates added up; the processor's time is that of a step wherever it was taken. */
async function recordAll(product, { numbers, warmUp, ...asked }) {
  const shares = Array.from({ length: processes }, (_, i) => numbers.filter((_, at) => at % processes === i)); // prettier-ignore
  const each = {
    ...asked,
    atOnce: Math.ceil(atOnce / processes),
    warmUp: Math.ceil(warmUp / processes),
  };
  const rates = await Promise.all(
    shares.map((share) => recordShare(product, { ...each, numbers: share })),
  );
  const mean = (name) => rates.reduce((sum, rate) => sum + rate[name], 0) / processes;
  return { perSecond: mean('perSecond') * processes, cpuMs: mean('cpuMs') };
}

async function recordShare(product, asked) {
  const profile = options.profile
    ? ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`]
    : [];
  const child = [...profile, join(folder, 'bench/steps-once.mjs'), JSON.stringify(asked)];
  const { stdout } = await promisify(execFile)(process.execPath, child, { env: product.env });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
