import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { csvInThread, type ListOrder, type Progress } from '../lists/csv-in-thread.js';

/**
 * Writes a list of requests of any length at `path`, as CSV, read and written by a thread of its own, so that no page waits. Throws what `told`
 * throws, and what ends the thread.
 */
export async function writeLongCsv(path: string, list: ListOrder, told: Progress): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await pipeline(csvInThread(Promise.resolve({ ...list, isPacked: false }), told), file);
}
