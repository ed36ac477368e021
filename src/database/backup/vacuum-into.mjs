/**
 * Copies a SQLite database in a thread of its own: the driver waits synchronously, and a copy takes minutes where the town is large. Plain
 * JavaScript, so that the compiled program and the test runner start the very same file.
 *
 * `workerData`: {source, target}. Ends without a word when the copy is there; throws what the driver throws.
 */
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const WAIT_MS = 5_000;

const database = new Database(workerData.source, { readonly: true, fileMustExist: true });
database.pragma(`busy_timeout = ${WAIT_MS}`); // waiting in a thread stops nobody else
database.prepare('VACUUM INTO ?').run(workerData.target);
database.close();
