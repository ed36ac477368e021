import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { until } from './until.js';

/** The Redis that the tests may share; each keeps to a prefix of its own. */
export const SHARED_REDIS = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

export const canStartRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of our own that keeps nothing, to be flushed and killed. */
export class PrivateRedis {
  readonly url: string;
  private server: ReturnType<typeof spawn> | undefined;

  constructor(private readonly port: number) {
    this.url = `redis://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const keepsNothing = ['--save', '', '--appendonly', 'no'];
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', ...keepsNothing];
    this.server = spawn('redis-server', settings, { stdio: 'ignore' });
    await until(() => answersAt(this.url));
  }

  async flush(): Promise<void> {
    const redis = new Redis(this.url);
    await redis.flushall();
    redis.disconnect();
  }

  /** As a power cut would; nothing where it does not run. */
  async kill(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
}

export async function answersAt(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  const pong = await redis
    .connect()
    .then(() => redis.ping())
    .catch(() => '');
  redis.disconnect();
  return pong === 'PONG';
}

/** Removes what a test put there under its prefix, and nothing else. */
export async function wipePrefix(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}:*` }) as AsyncIterable<string[]>)
    if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
