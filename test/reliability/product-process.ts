import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Environment } from '../../src/config/environment.js';
import { freshSecrets } from '../../src/config/secrets.js';
import { until } from '../support/until.js';
import { PRODUCT_MS } from './built-product.js';
import { call } from './caller.js';

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
    const port = Number(this.variables['PORT']);
    const isOver = () => this.child.exitCode !== null || this.child.signalCode !== null;
    const answers = async () =>
      (await call({ port, path: '/api/v1/offices', headers }).catch(() => null))?.status === 200;
    await until(async () => isOver() || (await answers()), PRODUCT_MS);
    if (!isOver()) return this;
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
