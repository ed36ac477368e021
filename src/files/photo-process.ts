import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const PHOTO_LIMITS = {
  pixels: 50_000_000,
  /** Longest side of what is stored, in pixels. */
  edge: 2048,
  quality: 82,
  timeoutMs: 10_000,
  idleMs: 30_000,
};
export type PhotoLimits = typeof PHOTO_LIMITS;

export const PHOTO_FAULTS = ['unreadable', 'too-many-pixels', 'format'] as const;
export type PhotoFault = (typeof PHOTO_FAULTS)[number];
export type PhotoReading =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly fault: PhotoFault };

const SCRIPT = fileURLToPath(new URL('./photo-worker.mjs', import.meta.url));
const UNREADABLE: PhotoReading = { ok: false, fault: 'unreadable' };

// checked although the child is ours: it has touched a stranger's bytes
const answer: z.ZodType<PhotoReading> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), bytes: z.custom<Buffer>((value) => Buffer.isBuffer(value)) }),
  z.object({ ok: z.literal(false), fault: z.enum(PHOTO_FAULTS) }),
]);

/**
 * One child process that reads photos, one at a time; started when needed, ended after a while without work. A photo that takes too
 * long, or that the child dies of, is `unreadable`. Throws where the child cannot start at all: that is no fault of the photo.
 */
export class PhotoProcess {
  private child: ChildProcess | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly limits: PhotoLimits) {}

  async read(bytes: Buffer): Promise<PhotoReading> {
    clearTimeout(this.idle);
    const child = this.child ?? (await this.start());
    hold(child, true);
    const reading = await this.ask(child, bytes);
    hold(child, false);
    this.idle = setTimeout(() => this.stop(), this.limits.idleMs).unref();
    return reading;
  }

  stop(): void {
    clearTimeout(this.idle);
    this.child?.kill('SIGKILL'); // it keeps nothing that could be lost
    this.child = undefined;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(SCRIPT, {
      env: {}, // no secrets where strangers' bytes are read
      execArgv: [],
      serialization: 'advanced', // bytes as bytes
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const first = await nextEvent(child, this.limits.timeoutMs);
    if (!first?.message) {
      child.kill('SIGKILL');
      throw new Error('the process that reads photos does not start', { cause: first?.error });
    }
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    this.child = child;
    return child;
  }

  private async ask(child: ChildProcess, bytes: Buffer): Promise<PhotoReading> {
    const { pixels, edge, quality } = this.limits;
    const next = nextEvent(child, this.limits.timeoutMs);
    child.send({ bytes, limits: { pixels, edge, quality } }, () => undefined); // a child that is gone answers by `exit`
    const parsed = answer.safeParse((await next)?.message);
    if (parsed.success) return parsed.data;
    this.stop();
    return UNREADABLE;
  }
}

interface ChildEvent {
  readonly message?: unknown;
  readonly error?: Error;
}

/** What the child says or does next; undefined where the time is over. */
function nextEvent(child: ChildProcess, timeoutMs: number): Promise<ChildEvent | undefined> {
  return new Promise((resolve) => {
    const settle = (event?: ChildEvent) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(event);
    };
    const onMessage = (message: unknown) => settle({ message });
    const onError = (error: Error) => settle({ error });
    const onExit = () => settle({});
    const timer = setTimeout(() => settle(), timeoutMs);
    child.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

/** Whether the program waits for this child before it ends. */
function hold(child: ChildProcess, isHeld: boolean): void {
  if (isHeld) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
