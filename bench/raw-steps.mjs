/** The rows that steps wrote, and how fast the driver alone writes them again into a copy of the town as it was before. */
import { copyFile, rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import { openStore } from './store.mjs';

const SHARED = 16;
/** Tables that a step adds to or changes, with the column that names the request. */
const TABLES = {
  service_requests: 'id',
  steps: 'request_id',
  step_values: 'request_id',
  request_facts: 'request_id',
  state_moves: 'request_id',
  due_clocks: 'request_id',
  notices: 'request_id',
  deliveries: 'subject',
};
const KEYS = {
  service_requests: ['id'],
  steps: ['id'],
  step_values: ['request_id', 'seq', 'name'],
  request_facts: ['request_id'],
  state_moves: ['request_id', 'seq'],
  due_clocks: ['request_id', 'rule', 'subject', 'since'],
  notices: ['id'],
  deliveries: ['id'],
};

/** The database as it is now, beside it. */
export async function copyDatabase({ url, file }, server) {
  if (!url) {
    const copy = `${file}.copy`;
    await copyFile(file, copy);
    return { url: undefined, file: copy, drop: () => rm(copy) };
  }
  const name = `${new URL(url).pathname.slice(1)}_copy`;
  await once(server, `CREATE DATABASE ${name} TEMPLATE ${new URL(url).pathname.slice(1)}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return { url: String(own), drop: () => once(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** For each request the statements that bring the copy to where the product has brought the original; one more for the reply of the command. */
export async function whatWasWritten({ database, copy }, numbers) {
  const [after, before] = [await openStore(database), await openStore(copy)];
  const wanted = numbers.map((number) => `'${number}'`).join(', ');
  const ids = await after.rows(
    `SELECT id FROM service_requests WHERE ticket_number IN (${wanted})`,
  );
  const written = new Map(ids.map(({ id }) => [id, []]));
  const list = ids.map(({ id }) => `'${id}'`).join(', ');
  for (const [table, column] of Object.entries(TABLES)) {
    const sql = `SELECT * FROM ${table} WHERE ${column} IN (${list})`;
    const [now, then] = [await after.rows(sql), await before.rows(sql)];
    const known = new Map(then.map((row) => [keyOf(table, row), row]));
    const fresh = new Map();
    for (const row of now.filter((one) => !known.has(keyOf(table, one))))
      fresh.set(row[column], [...(fresh.get(row[column]) ?? []), row]);
    for (const [id, rows] of fresh) written.get(id)?.push(inserted(table, rows));
    for (const row of now) {
      const old = known.get(keyOf(table, row));
      known.delete(keyOf(table, row));
      const changed = old ? Object.keys(row).filter((name) => text(row[name]) !== text(old[name])) : []; // prettier-ignore
      if (changed.length > 0) written.get(row[column])?.push(updated(table, row, changed));
    }
    for (const row of known.values()) written.get(row[column])?.push(deleted(table, row));
  }
  const replies = await after.rows(`SELECT * FROM command_replies ORDER BY created_at DESC LIMIT ${ids.length}`); // prettier-ignore
  for (const [i, { id }] of ids.entries())
    if (replies[i]) written.get(id)?.unshift(inserted('command_replies', [replies[i]]));
  await after.close();
  await before.close();
  return [...written.values()];
}

/** Transactions a second; on SQLite also with 16 of them in one commit. */
export async function rawRates({ url, file }, transactions, atOnce) {
  return url ? { each: await onPostgres(url, transactions, atOnce) } : onSqlite(file, transactions);
}

function onSqlite(file, transactions) {
  const half = Math.floor(transactions.length / 2);
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const kept = new Map();
  const prepared = (sql) => kept.get(sql) ?? kept.set(sql, db.prepare(sql)).get(sql);
  const write = db.transaction((some) => {
    for (const one of some) for (const { sql, values } of one) prepared(sql).run(values);
  });
  const rate = (all, together) => {
    const begun = performance.now();
    for (let from = 0; from < all.length; from += together) write.immediate(all.slice(from, from + together)); // prettier-ignore
    return (all.length * 1_000) / (performance.now() - begun);
  };
  const each = rate(transactions.slice(0, half), 1);
  const shared = rate(transactions.slice(half), SHARED);
  db.close();
  return { each, shared };
}

async function onPostgres(url, transactions, atOnce) {
  const queue = [...transactions];
  const names = new Map();
  const nameOf = (sql) => names.get(sql) ?? names.set(sql, `raw${names.size}`).get(sql);
  const workOff = async (client) => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      await client.query('BEGIN');
      for (const { sql, values } of one) {
        let i = 0;
        const text = sql.replaceAll('?', () => `$${(i += 1)}`);
        await client.query({ name: nameOf(text), text, values });
      }
      await client.query('COMMIT');
    }
  };
  const clients = Array.from({ length: atOnce }, () => new pg.Client(url));
  await Promise.all(clients.map((client) => client.connect()));
  const begun = performance.now();
  await Promise.all(clients.map(workOff));
  const ms = performance.now() - begun;
  await Promise.all(clients.map((client) => client.end()));
  return (transactions.length * 1_000) / ms;
}

function inserted(table, rows) {
  const columns = Object.keys(rows[0]);
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => tuple).join(', ')}`;
  return { sql, values: rows.flatMap((row) => columns.map((name) => row[name])) };
}

function updated(table, row, changed) {
  const keys = KEYS[table];
  const sql = `UPDATE ${table} SET ${changed.map((name) => `${name} = ?`).join(', ')} WHERE ${where(keys)}`;
  return { sql, values: [...changed, ...keys].map((name) => row[name]) };
}

function deleted(table, row) {
  const keys = KEYS[table];
  return {
    sql: `DELETE FROM ${table} WHERE ${where(keys)}`,
    values: keys.map((name) => row[name]),
  };
}

function where(keys) {
  return keys.map((name) => `${name} = ?`).join(' AND ');
}

function keyOf(table, row) {
  return KEYS[table].map((name) => text(row[name])).join(' ');
}

function text(value) {
  return value instanceof Date ? value.toISOString() : String(value);
}

async function once(server, sql) {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(sql);
  await client.end();
}
