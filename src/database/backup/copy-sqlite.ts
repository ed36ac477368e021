import { once } from 'node:events';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Copying } from './copying.js';

const SCRIPT = new URL('./vacuum-into.mjs', import.meta.url);
const LOOK_MS = 200;

/** A copy that only its owner may read. */
export async function copySqlite<T>(
  source: string,
  name: string,
  { folder, progress, read }: Copying<T>,
): Promise<T> {
  const target = join(folder, name);
  const expectedBytes = (await stat(source)).size;
  const watch = setInterval(() => {
    stat(target).then(
      ({ size }) => progress(Math.min(size / expectedBytes, 1)),
      () => undefined, // not begun yet
    );
  }, LOOK_MS);
  try {
    await once(new Worker(SCRIPT, { workerData: { source, target } }), 'exit'); // throws what the thread throws
  } finally {
    clearInterval(watch);
  }
  progress(1);
  await chmod(target, 0o600);
  return readCopy(target, read);
}

async function readCopy<T>(file: string, read: Copying<T>['read']): Promise<T> {
  const copy = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return await read(<R>(sql: string) => Promise.resolve(copy.prepare(sql).all() as R[])); // the query names its columns
  } finally {
    copy.close();
  }
}
