/**
 * The thread that writes a list of requests as CSV, with a read-only connection of its own. Sends pieces, at most `AHEAD` before the first of
 * them is taken, then `isLast`.
 */
import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { openThreadDatabase } from '../../database/thread-database.js';
import type { CsvOrder, Said } from './csv-in-thread.js';
import { requestTexts } from './request-rows.js';

const AHEAD = 2;
/** Half of the time of the usual 6, for a file a sixth longer. */
const PACKING = { level: 3 };

const port = parentPort;
if (!port) throw new Error('this script is for a thread');
const { database, isPacked, ...list } = workerData as CsvOrder; // what `csvInThread` hands over
let ahead = 0;
port.on('message', () => (ahead -= 1));

const connection = await openThreadDatabase(database);
let rows = 0;
for await (const piece of isPacked ? packed(plain()) : plain()) {
  while (ahead >= AHEAD) await once(port, 'message');
  const bytes = isPacked ? Uint8Array.from(piece) : piece; // a packed piece is part of a larger buffer
  ahead += 1;
  port.postMessage({ bytes, rows } satisfies Said, [bytes.buffer]);
}
await connection.close();
port.postMessage({ isLast: true } satisfies Said);
port.close();

async function* plain(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for await (const page of requestTexts(connection.rows, list)) {
    rows += page.rows;
    yield encoder.encode(page.text);
  }
}

function packed(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const source = Readable.from(bytes, { objectMode: false });
  return pipeline(source, createGzip(PACKING), () => undefined); // its fault is told to who reads
}
