import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Asked, SheetBench, type Told } from './sheet-bench.js';

/** Below this a thread costs more than it saves. */
const SHORT_BYTES = 100_000;

/** Where a sheet is read: asked one thing at a time, and closed at the end whatever happened. */
export interface SheetReader {
  ask(asked: Asked): Promise<Told>;
  close(): Promise<void>;
}

/** A short sheet is read at once; a long one in a thread, so that no page waits for it. */
export function openReader(sizeBytes: number): SheetReader {
  return sizeBytes < SHORT_BYTES ? new ShortReader() : new SheetThread();
}

class ShortReader implements SheetReader {
  private readonly bench = new SheetBench();

  ask(asked: Asked): Promise<Told> {
    return this.bench.answer(asked);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class SheetThread implements SheetReader {
  private readonly worker = new Worker(new URL('./sheet-thread.worker.mjs', import.meta.url));
  private readonly closed = new AbortController();

  async ask(asked: Asked): Promise<Told> {
    const { signal } = this.closed;
    const answer = once(this.worker, 'message', { signal }); // rejects with the thread's own error
    this.worker.postMessage(asked);
    const [told] = (await answer) as [Told]; // what the bench answers
    return told;
  }

  async close(): Promise<void> {
    this.closed.abort();
    await this.worker.terminate();
  }
}
