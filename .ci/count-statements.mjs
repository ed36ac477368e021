/**
 * Loaded before the product (`--import …/count-statements.mjs?file`): each statement that SQLite is asked, by any of its threads and processes, adds one
 * byte to that file.
 */
import { openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

const file = openSync(fileURLToPath(`file://${new URL(import.meta.url).search.slice(1)}`), 'a');
const memory = new Database(':memory:');
const statement = Object.getPrototypeOf(memory.prepare('SELECT 1'));
memory.close();
for (const name of ['all', 'get', 'run', 'iterate']) {
  const ask = statement[name];
  statement[name] = function (...given) {
    writeSync(file, '.');
    return ask.apply(this, given);
  };
}
