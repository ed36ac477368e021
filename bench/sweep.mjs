/**
 * `node bench/sweep.mjs`: what a round of the clock costs, as a table in Markdown on stdout. It is no test and fails nothing.
 *
 *   npm run build && node bench/sweep.mjs [--open 1000000] [--due 1000] [--database sqlite,postgres] [--server postgres://root@127.0.0.1/test] [--port 5492]
 *
 * The requests that are due are whole copies of worked ones (`make-town.mjs`): each firing writes its step, its notice and its clocks. Those that are
 * merely open are rows with a clock that waits, inserted straight, the same for the same size. A round must cost what is due, not what is open.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { copyPatterns, filePatterns, seedTown } from './make-town.mjs';
import { Product } from './product.mjs';
import { makeDatabase, openStore } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    open: { type: 'string', default: '1000000' },
    due: { type: 'string', default: '1000' },
    database: { type: 'string', default: 'sqlite' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    port: { type: 'string', default: '5492' },
  },
});
const BATCH = 5_000;
const DAY_MS = 86_400_000;
const A_YEAR = 999_999;
const folder = resolve('.');
const tell = (line) => process.stderr.write(`${line}\n`);

process.stdout.write(
  '| database | open | due | all due fired, ms | of it processor, ms | nothing due, ms | memory before → most, MiB | load |\n|---|---|---|---|---|---|---|---|\n',
);
for (const kind of options.database.split(',')) {
  const { fired, firedMs, cpuMs, idleMs, before, most } = await measureTown(kind);
  process.stdout.write(
    `| ${kind} | ${options.open} | ${fired} | ${firedMs} | ${cpuMs} | ${idleMs} | ${before} → ${most} | ${loadavg()[0].toFixed(1)} |\n`,
  );
}

async function measureTown(kind) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(kind === 'postgres' ? options.server : undefined, dataDir);
  const settings = { port: Number(options.port), dataDir, databaseUrl: database.url };
  const product = new Product(folder, settings);
  try {
    const director = await seedTown(product);
    await product.start();
    await filePatterns(product, director);
    await product.stop();
    await copyPatterns(database, folder, Number(options.due) * 2); // of twenty, twelve are open
    const store = await openStore(database);
    await windUp(store);
    await pad(store, Number(options.open));
    if (store.kind === 'postgres') await store.run('ANALYZE');
    await store.close();
    const child = [join(folder, 'bench/sweep-once.mjs')];
    const { stdout } = await promisify(execFile)(process.execPath, child, { env: product.env });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } finally {
    await product.stop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
}

/** One reminder each, due since long; nothing else of theirs waits. */
async function windUp(store) {
  await store.run('UPDATE due_clocks SET fired_at = fires_at WHERE fired_at IS NULL');
  await store.run(`INSERT INTO due_clocks (request_id, rule, subject, since, fires_at, failures)
    SELECT id, 'term.reminder', '', '2020-01-01T00:00:00.000Z', '2020-01-02T00:00:00.000Z', 0
    FROM service_requests WHERE state_kind = 'open' ORDER BY id LIMIT ${Number(options.due)}`);
}

async function pad(store, count) {
  const { ticketNumber } = await import(
    pathToFileURL(join(folder, 'dist/src/requests/filing/domain/ticket-number.js'))
  );
  const [pattern] = await store.rows(
    "SELECT * FROM service_requests WHERE state_kind = 'open' ORDER BY ticket_number LIMIT 1",
  );
  const columns = Object.keys(pattern);
  const plain = columns.map((name) => (pattern[name] instanceof Date ? pattern[name].toISOString() : pattern[name])); // prettier-ignore
  const [id, number] = ['id', 'ticket_number'].map((name) => columns.indexOf(name));
  const clock = ['request_id', 'rule', 'subject', 'since', 'fires_at'];
  const from = Date.now() + 30 * DAY_MS;
  for (let made = 0; made < count; made += BATCH) {
    const requests = [];
    const clocks = [];
    for (let i = made; i < Math.min(count, made + BATCH); i += 1) {
      const own = idOf(i);
      const year = 2001 + Math.floor(i / A_YEAR);
      requests.push(plain.with(id, own).with(number, ticketNumber(year, 1 + (i % A_YEAR))));
      const firesAt = new Date(from + (i % 525_600) * 60_000).toISOString();
      clocks.push([own, 'term.overdue', 'operator', '2020-01-01T00:00:00.000Z', firesAt]);
    }
    await store.insert('service_requests', columns, requests);
    await store.insert('due_clocks', clock, clocks);
    if (made % 100_000 === 0) tell(`  ${made} of ${count} open`);
  }
}

function idOf(i) {
  const hash = createHash('sha256').update(`open/${i}`).digest('hex');
  const time = (1_600_000_000_000 + i).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
