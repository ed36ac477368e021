import { on } from 'node:events';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ThreadDatabase } from '../../database/thread-database.js';
import type { RequestList } from './request-rows.js';

/** Everything that a thread or a process of its own needs to read a list, as data. */
export interface ListOrder extends RequestList {
  readonly database: ThreadDatabase;
}

export interface CsvOrder extends ListOrder {
  /** As gzip: nothing that the thread can do is left to the others. */
  readonly isPacked: boolean;
}

/** What the thread says: bytes, with how many requests are written by now. `isLast` comes alone. */
export type Said =
  { readonly bytes: Uint8Array; readonly rows: number } | { readonly isLast: true };

/** Told how many requests are written; what it throws ends the writing. */
export type Progress = (rows: number) => Promise<void>;

/** Built (`.js`) or, in tests, as written (`.ts`). */
const SCRIPT = new URL(`./csv-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url); // prettier-ignore
/** A page of rows and its text take about one. */
const LIMITS = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 6 };

/**
 * A list of requests as CSV, read and written by a thread that lives as long as the file and begins at once: a few pieces in memory, never the whole.
 * Whatever the thread throws ends the stream with it; a stream that is destroyed ends the thread.
 */
export function csvInThread(order: Promise<CsvOrder>, told?: Progress): Readable {
  const thread = order.then(start);
  const end = () => thread.then(({ worker }) => worker.terminate()).catch(() => undefined); // told to who reads
  return Readable.from(pieces(thread, told), { objectMode: false }).once('close', () => void end()); // prettier-ignore
}

interface Thread {
  readonly worker: Worker;
  readonly messages: AsyncIterable<unknown[]>;
}

/** What it says before anybody reads is kept. */
function start(workerData: CsvOrder): Thread {
  const worker = new Worker(SCRIPT, { workerData, resourceLimits: LIMITS });
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('the thread that writes the list has ended')));
  return { worker, messages: on(worker, 'message', { signal: ended.signal }) };
}

async function* pieces(thread: Promise<Thread>, told?: Progress): AsyncGenerator<Uint8Array> {
  const { worker, messages } = await thread;
  for await (const [message] of messages) {
    const said = message as Said; // what our own script sends
    if ('isLast' in said) return;
    worker.postMessage('taken');
    await told?.(said.rows);
    yield said.bytes;
  }
}
