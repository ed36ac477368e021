import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CsvRow } from '../csv.js';

const SCRIPT = fileURLToPath(new URL('./xlsx-worker.mjs', import.meta.url));
const ROWS_AT_ONCE = 500;
/** Of its old objects; with everything else the process stays below 300 MB. */
const HEAP_MB = 128;

/**
 * Writes an XLSX file of any length at `path`, in a process of its own, so that no page waits and a file too large ends only itself. Resolves
 * when the file is on disk; throws what `rows` throws, and where the process ends before its time. The process never outlives the call.
 */
export async function writeLongWorkbook(path: string, rows: AsyncIterable<CsvRow>): Promise<void> {
  const child = fork(SCRIPT, [path], {
    env: {},
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error('the process that writes the file has ended')));
  child.once('error', (fault) => ended.abort(fault));
  try {
    let waiting: CsvRow[] = [];
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length < ROWS_AT_ONCE) continue;
      await ask(child, { rows: waiting }, ended.signal);
      waiting = [];
    }
    await ask(child, { rows: waiting }, ended.signal);
    const { isWhole } = await ask(child, { end: true }, ended.signal);
    if (!isWhole) throw new Error('the file was not finished');
  } finally {
    child.kill('SIGKILL'); // it keeps nothing that could be lost
  }
}

/** One thing at a time: the next is sent when the last is written. */
async function ask(
  child: ChildProcess,
  said: { readonly rows: readonly CsvRow[] } | { readonly end: true },
  signal: AbortSignal,
): Promise<{ readonly isWhole?: boolean }> {
  signal.throwIfAborted();
  const answer = once(child, 'message', { signal });
  child.send(said, () => undefined); // a child that is gone answers by `exit`
  const [told] = (await answer) as [{ isWhole?: boolean }]; // what our script sends
  return told;
}
