/**
 * The thread that writes a list of requests as CSV, with a read-only connection of its own. Sends pieces, at most `AHEAD` before the first of
 * them is taken, then `isLast`.
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openThreadDatabase } from '../../database/thread-database.js';
import { csvPieces } from '../csv.js';
import type { CsvOrder, CsvPiece } from './csv-in-thread.js';
import { textsOf } from './told-texts.js';
import { requestRows } from './request-rows.js';

const AHEAD = 2;

const port = parentPort;
if (!port) throw new Error('this script is for a thread');
const { database, language, words, ...list } = workerData as CsvOrder; // what `csvInThread` hands over
let ahead = 0;
port.on('message', () => (ahead -= 1));

const connection = await openThreadDatabase(database);
const rows = requestRows(connection.rows, {
  ...list,
  texts: textsOf(language, words),
  people: null,
});
for await (const text of csvPieces(rows)) {
  while (ahead >= AHEAD) await once(port, 'message');
  const bytes = new TextEncoder().encode(text);
  ahead += 1;
  port.postMessage({ bytes } satisfies CsvPiece, [bytes.buffer]);
}
await connection.close();
port.postMessage({ isLast: true } satisfies CsvPiece);
port.close();
