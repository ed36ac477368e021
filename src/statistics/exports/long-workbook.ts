import { fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { databaseKind } from '../../config/database-kind.js';
import type { ListOrder, Progress } from '../lists/csv-in-thread.js';

/** Built (`.js`) or, in tests, as written (`.ts`). */
const SCRIPT = fileURLToPath(new URL(`./xlsx-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)); // prettier-ignore
/** Of its old objects; with everything else the process stays below 300 MB. */
const HEAP_MB = 128;

/** What the process says: how many requests are written by now, or that the file is on disk. */
export type SheetSaid = { readonly rows: number } | { readonly isWhole: true };

/**
 * Writes a list of requests of any length at `path`, as XLSX, read and written by a process of its own, so that no page waits and a file too large
 * ends only itself. Resolves when the file is on disk; throws what `told` throws, and where the process ends before its time. The process never
 * outlives the call.
 */
export async function writeLongWorkbook(
  path: string,
  list: ListOrder,
  told: Progress,
): Promise<void> {
  const child = fork(SCRIPT, [path], {
    env: databaseKind === 'postgres' ? { DATABASE_URL: list.database.address } : {},
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error('the process that writes the file has ended')));
  try {
    const messages = on(child, 'message', { signal: ended.signal });
    child.send(list, () => undefined); // a child that is gone answers by `exit`
    for await (const [message] of messages) {
      const said = message as SheetSaid; // what our own script sends
      if ('isWhole' in said) return;
      await told(said.rows);
    }
  } finally {
    child.kill('SIGKILL'); // it keeps nothing that could be lost
  }
}
