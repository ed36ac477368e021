/** The built product in a process of its own: started, measured from outside through /proc, stopped. Nothing here reaches beyond loopback. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const TICK_MS = 10; // CLK_TCK is 100 on every Linux that we run on
const PATIENCE_MS = 60_000;

export class Product {
  constructor(folder, { port, dataDir, databaseUrl, nodeOptions = [], more = {} }) {
    this.folder = folder;
    this.port = port;
    this.nodeOptions = nodeOptions;
    this.env = {
      PATH: process.env.PATH,
      ITER_MODE: 'development',
      PORT: String(port),
      DATA_DIR: dataDir,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      NO_COLOR: '1',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...more,
    };
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Milliseconds from the start of the process to the first page answered. */
  async start() {
    const begun = performance.now();
    const main = join(this.folder, 'dist/src/main.js');
    this.child = spawn(process.execPath, [...this.nodeOptions, main], {
      cwd: this.folder,
      env: this.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.said = '';
    this.child.stderr.on('data', (chunk) => (this.said = (this.said + chunk).slice(-4000)));
    while (performance.now() - begun < PATIENCE_MS && this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/`).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok) return performance.now() - begun;
      await sleep(5);
    }
    throw new Error(`the product did not start: ${this.said}`);
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  /** Processor time of all its threads so far, user and system. */
  cpuMs() {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const [utime, stime] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(utime) + Number(stime)) * TICK_MS;
  }

  /** Proportional set size: what it takes of the machine's memory. */
  pssMiB() {
    return pssMiB(this.child.pid);
  }

  /** The same of each process that it has started and that still runs. */
  childrenPssMiB() {
    const children = readFileSync(
      `/proc/${this.child.pid}/task/${this.child.pid}/children`,
      'utf8',
    );
    return children
      .split(' ')
      .filter(Boolean)
      .map((pid) => pssMiB(pid));
  }

  /** `npm run iter -- …`: what it prints on stdout. */
  async iter(...args) {
    const cli = join(this.folder, 'dist/src/cli.js');
    const options = { cwd: this.folder, env: this.env, maxBuffer: 16 << 20 };
    return (await promisify(execFile)(process.execPath, [cli, ...args], options)).stdout;
  }

  async api(method, path, { token, body, key } = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(token ? { Authorization: token } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(key ? { 'Idempotency-Key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

/** 0 where it has ended meanwhile. */
function pssMiB(pid) {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
