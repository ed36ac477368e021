/**
 * The thread behind SlowReads: a read-only SQLite connection of its own. Takes {id, sql, values}, answers {id, rows} or {id, fault}.
 * Plain JavaScript, so that the compiled program and the test runner start the very same file.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const database = new Database(workerData.file, { readonly: true, fileMustExist: true });
database.pragma('busy_timeout = 5000'); // waiting here stops nobody else
database.pragma('query_only = ON');
database.pragma('trusted_schema = OFF');

parentPort.on('message', ({ id, sql, values }) => {
  try {
    parentPort.postMessage({ id, rows: database.prepare(sql).all(values) });
  } catch (error) {
    parentPort.postMessage({ id, fault: String(error?.message ?? error) });
  }
});
