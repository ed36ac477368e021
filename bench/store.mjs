/** Raw access to the database under test, the same for both kinds: what the data maker and the limits need, and nothing of the product. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';

/** A database of its own on the given server, or the SQLite file of the data folder. `drop` removes what was made. */
export async function makeDatabase(server, dataDir) {
  if (!server) return { url: undefined, file: join(dataDir, 'iter.sqlite'), drop: async () => {} };
  const name = `iter_bench_${randomBytes(4).toString('hex')}`;
  const once = async (sql) => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await once(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: String(url), drop: () => once(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/**
 * `rows(sql)`, `run(sql)`, `insert(table, columns, rows)` in one transaction, without foreign keys: the maker's rows are whole by making. `load` does what
 * `insert` does, as fast as the database takes it, and is what makes a town; `setIndexesAside(tables)` answers what brings them back.
 */
export function openStore({ url, file }) {
  return url ? openPostgres(url) : openSqlite(file);
}

async function openSqlite(file) {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -800000'); // a million requests are made in one sitting
  db.pragma('synchronous = OFF'); // the maker's own connection; the product opens its own, with FULL
  return {
    kind: 'sqlite',
    rows: async (sql) => db.prepare(sql).all(),
    run: async (sql) => void db.exec(sql),
    insert: async (table, columns, rows) => {
      const marks = columns.map(() => '?').join(', ');
      const statement = db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`,
      );
      db.transaction(() => rows.forEach((row) => statement.run(row)))();
    },
    load(table, columns, rows) {
      return this.insert(table, columns, rows); // a prepared statement is as fast as it gets
    },
    setIndexesAside: async () => async () => {}, // rows come in the order of most of them
    close: async () => void db.close(),
  };
}

async function openPostgres(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query('SET synchronous_commit = off');
  return {
    kind: 'postgres',
    rows: async (sql) => (await client.query(sql)).rows,
    run: async (sql) => void (await client.query(sql)),
    insert: async (table, columns, rows) => {
      await client.query('BEGIN');
      const most = Math.floor(60_000 / columns.length); // placeholders are counted in 16 bits
      for (let from = 0; from < rows.length; from += most)
        await insertMany(client, table, columns, rows.slice(from, from + most));
      await client.query('COMMIT');
    },
    load: (table, columns, rows) => copyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`, rows), // prettier-ignore
    setIndexesAside: (tables) => setIndexesAside(client, tables),
    close: () => client.end(),
  };
}

function insertMany(client, table, columns, rows) {
  const values = rows.map(
    (_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`,
  );
  const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values.join(', ')}`;
  return client.query({ text, values: rows.flat() });
}

/** One COPY: a hundred thousand rows a second where an INSERT with its values apart writes some thousand. */
function copyIn(client, text, rows) {
  if (rows.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection) => connection.query(text),
      handleCopyInResponse: (connection) => {
        connection.sendCopyFromChunk(Buffer.from(rows.map(copyLine).join('')));
        connection.endCopyFrom();
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    });
  });
}

/** The text format of COPY: columns between tabs, nothing as `\N`. */
function copyLine(row) {
  return `${row.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\n\r\t]/g, escaped))).join('\t')}\n`;
}

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(sign) {
  return ESCAPES[sign];
}

/** Those that hold no promise: they are made once when all rows are there. */
async function setIndexesAside(client, tables) {
  const { rows } = await client.query(
    `SELECT indexname AS name, indexdef AS sql FROM pg_indexes
      WHERE tablename = ANY($1) AND schemaname = current_schema() AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query("SET maintenance_work_mem = '512MB'");
    for (const { sql } of rows) await client.query(sql);
  };
}
