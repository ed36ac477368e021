/** What this machine can do at best, measured now: a figure of the product means something only beside it. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import autocannon from 'autocannon';
import Database from 'better-sqlite3';
import pg from 'pg';

const FOR_MS = 2_000;
const CONNECTIONS = 16;
const TEXT = 'x'.repeat(100);

/** `inserts`: how many rows one filing writes. */
export async function measureLimits({ dataDir, server, inserts }) {
  return {
    'SQLite FULL, commits/s of one row': sqliteCommits(dataDir, 1),
    [`SQLite FULL, commits/s of ${inserts} rows`]: sqliteCommits(dataDir, inserts),
    ...(server ? await postgresCommits(server, inserts) : {}),
    'node:http hello world, answers/s at 16': await helloWorld(),
    'argon2id 19 MiB t=2, ms': await argon2Ms(),
  };
}

function sqliteCommits(dataDir, inserts) {
  const db = new Database(join(dataDir, `limit-${inserts}.sqlite`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)');
  const insert = db.prepare('INSERT INTO t (a) VALUES (?)');
  const commit = db.transaction(() => {
    for (let i = 0; i < inserts; i += 1) insert.run(TEXT);
  });
  const begun = performance.now();
  let commits = 0;
  for (; performance.now() - begun < FOR_MS; commits += 1) commit();
  db.close();
  return (commits * 1000) / FOR_MS;
}

async function postgresCommits(server, inserts) {
  const pool = new pg.Pool({ connectionString: server, max: CONNECTIONS });
  await pool.query('DROP TABLE IF EXISTS bench_limit');
  await pool.query('CREATE TABLE bench_limit (id bigserial PRIMARY KEY, a text)');
  const found = {};
  for (const rows of [1, inserts])
    found[`PostgreSQL, commits/s of ${rows} row(s) at 16`] = await poolCommits(pool, rows);
  await pool.query('DROP TABLE bench_limit');
  await pool.end();
  return found;
}

/** All rows of a commit in one statement: the fewest round trips that a filing could make. */
async function poolCommits(pool, rows) {
  const values = Array.from({ length: rows }, (_, i) => `($${i + 1})`).join(', ');
  const query = {
    name: `insert-${rows}`,
    text: `INSERT INTO bench_limit (a) VALUES ${values}`,
    values: Array(rows).fill(TEXT),
  };
  const begun = performance.now();
  let commits = 0;
  const client = async () => {
    for (; performance.now() - begun < FOR_MS; commits += 1) await pool.query(query);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return (commits * 1000) / FOR_MS;
}

async function helloWorld() {
  const server = createServer((_, response) => response.end('hello world'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const { requests } = await autocannon({ url, connections: CONNECTIONS, duration: FOR_MS / 1000 });
  server.closeAllConnections();
  server.close();
  return requests.average;
}

async function argon2Ms() {
  const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  await hash('warm', options);
  const begun = performance.now();
  for (let i = 0; i < 10; i += 1) await hash('password', options);
  return (performance.now() - begun) / 10;
}
