import { on } from 'node:events';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ThreadDatabase } from '../../database/thread-database.js';
import type { Language } from '../../shared/localized-text.js';
import type { RequestList } from './request-rows.js';

/** Everything that the thread needs, as data. */
export interface CsvOrder extends Pick<RequestList, 'range' | 'columns' | 'names'> {
  readonly database: ThreadDatabase;
  readonly language: Language;
  readonly words: Readonly<Record<string, string>>;
}

/** What the thread says. `isLast` comes alone. */
export type CsvPiece = { readonly bytes: Uint8Array } | { readonly isLast: true };

/** Built (`.js`) or, in tests, as written (`.ts`). */
const SCRIPT = new URL(`./csv-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url); // prettier-ignore
/** A thousand rows take about two. */
const LIMITS = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 };

/**
 * A list of requests as CSV, read and written by a thread that lives as long as the file: a few pieces in memory, never the whole. Whatever the thread
 * throws ends the stream with it; a stream that is destroyed ends the thread.
 */
export function csvInThread(order: () => Promise<CsvOrder>): Readable {
  return Readable.from(pieces(order), { objectMode: false });
}

async function* pieces(order: () => Promise<CsvOrder>): AsyncGenerator<Uint8Array> {
  const worker = new Worker(SCRIPT, { workerData: await order(), resourceLimits: LIMITS });
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('the thread that writes the list has ended')));
  try {
    for await (const [said] of on(worker, 'message', { signal: ended.signal })) {
      const piece = said as CsvPiece; // what our own script sends
      if ('isLast' in piece) return;
      worker.postMessage('taken');
      yield piece.bytes;
    }
  } finally {
    await worker.terminate();
  }
}
