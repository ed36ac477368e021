/** Writing so that a power cut takes nothing back: the bytes and the folder that names them are both flushed. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Digested {
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Writes a new file that only its owner may read; throws EEXIST where there is one. */
export async function writeThrough(path: string, bytes: Buffer | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await finallyClosing(file, async () => {
    await file.writeFile(bytes);
    await file.sync();
  });
}

/** Copies to a new file that only its owner may read, and says what it copied. */
export async function copyThrough(from: string, to: string): Promise<Digested> {
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  const digest = new Digesting();
  await pipeline(createReadStream(from), digest, target);
  return digest.told();
}

/** Reads a file to its end. */
export async function digestOf(path: string): Promise<Digested> {
  const digest = new Digesting();
  await pipeline(createReadStream(path), digest.resume());
  return digest.told();
}

/** Flushes a folder or a file that was written by somebody else. */
export async function syncPath(path: string): Promise<void> {
  const opened = await open(path, 'r');
  await finallyClosing(opened, () => opened.sync());
}

/** Makes a folder and those above it. One that is new survives a power cut only if the folder above it was synced too. */
export async function makeFolder(path: string): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = path; made.length >= firstMade.length; made = dirname(made))
    await syncPath(dirname(made));
}

class Digesting extends Transform {
  private readonly hash = createHash('sha256');
  private sizeBytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.hash.update(chunk);
    this.sizeBytes += chunk.length;
    done(null, chunk);
  }

  told(): Digested {
    return { sizeBytes: this.sizeBytes, sha256: this.hash.digest('hex') };
  }
}

async function finallyClosing(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}
