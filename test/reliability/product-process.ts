import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../src/config/environment.js';
import { freshSecrets } from '../../src/config/secrets.js';
import { call } from './caller.js';

const UP_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything that it wrote on stderr. */
  readonly stderr: string;
}

/** One running process of the built product: the web process, or a worker. */
export class ProductProcess {
  private readonly child: ChildProcess;
  private stderr = '';
  readonly ended: Promise<Ended>;

  constructor(
    folder: string,
    private readonly variables: Readonly<Record<string, string>>,
    program: 'main' | 'worker' = 'main',
  ) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [join(folder, `dist/src/${program}.js`)], {
      cwd: folder,
      env: { PATH, ...variables }, // nothing of the tests' own settings
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString('utf8')));
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null, // what `close` gives
      signal: signal as NodeJS.Signals | null,
      stderr: this.stderr,
    }));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves once it answers; throws with its last words where it ends instead. */
  async up(headers: Readonly<Record<string, string>> = {}): Promise<this> {
    const giveUp = performance.now() + UP_MS;
    const port = Number(this.variables['PORT']);
    while (this.child.exitCode === null && this.child.signalCode === null) {
      const answer = await call({ port, path: '/api/v1/offices', headers }).catch(() => null);
      if (answer?.status === 200) return this;
      if (performance.now() > giveUp) break;
      await sleep(20);
    }
    throw new Error(`the product did not come up: ${this.stderr}`);
  }

  async end(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** What its log says louder than "warned": lines for somebody to look at. */
export function complaints({ stderr }: Ended): string[] {
  return stderr
    .split('\n')
    .filter((line) => /"level":"(error|fatal)"|\b(ERROR|FATAL)\b/.test(line));
}

/** What a process needs to serve the town of an environment: the same data folder, database and secrets. */
export function variablesFor(environment: Environment, port: number): Record<string, string> {
  return {
    ITER_MODE: 'development',
    PORT: String(port),
    DATA_DIR: environment.dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TZ: 'UTC',
    NO_COLOR: '1',
    ...(environment.databaseUrl ? { DATABASE_URL: environment.databaseUrl } : {}),
  };
}

/** Everything that production asks for, pointing nowhere. */
export function productionVariables(port: number, dataDir: string): Record<string, string> {
  return {
    ...freshSecrets(),
    ITER_MODE: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PUBLIC_URL: 'https://iter.example',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'iter@iter.example',
  };
}

const PORTS = { first: 5400, ofEachWorker: 20, workers: 5 } as const;
let handedOut = 0;

/**
 * A port that nobody listens on now, out of the range of this jest worker and not the one that was handed out last: a product that starts
 * takes seconds until it listens, and whoever was given the same port meanwhile would speak to a stranger's town.
 */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) % PORTS.workers;
  const first = PORTS.first + worker * PORTS.ofEachWorker;
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
