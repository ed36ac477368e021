import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the system itself gives to whoever calls out. Each run of the tests has a range of its own, and in it each worker. */
const PORTS = { first: 20_000, runs: 100, workers: 10, ofEachWorker: 10 } as const;
let handedOut = 0;

/**
 * A port that nobody listens on now, out of the range of this jest worker and not the one that was handed out last: a process that starts
 * takes seconds until it listens, and whoever was given the same port meanwhile would speak to a stranger.
 */
export async function freePort(): Promise<number> {
  const run = Number.parseInt(process.env['ITER_TEST_RUN'] ?? '0', 16) % PORTS.runs;
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) % PORTS.workers;
  const first = PORTS.first + (run * PORTS.workers + worker) * PORTS.ofEachWorker;
  for (let tries = 0; tries < PORTS.ofEachWorker; tries += 1) {
    const port = first + (handedOut % PORTS.ofEachWorker);
    handedOut += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${first} to ${first + PORTS.ofEachWorker - 1}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening'); // throws where it cannot
    return true;
  } catch {
    return false; // the next one, then
  } finally {
    server.close();
  }
}
