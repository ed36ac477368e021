/**
 * The bytes of photos and documents, under `<dataDir>/files`.
 *
 * - A file is named at random by us; `storedAs` is that name, 48 hexadecimal characters, and nothing else is ever taken for a path.
 * - Written tmp → fsync → rename → fsync of the folders: a name that `put` has given is on disk whole, or the call has thrown.
 * - A file is never changed. What a killed process left in `tmp` is swept at the next start.
 */
import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { Clock } from '../shared/clock.js';
import { asUnavailable, unlessAbsent } from './disk-faults.js';
import { makeFolder, syncPath, writeThrough } from '../shared/on-disk.js';
import { shardedPath, storedPath, storeFolder } from './stored-path.js';

const LEFT_OVER_AFTER_MS = 10 * 60_000;

export interface StoredBytes {
  readonly storedAs: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Promises to keep bytes under a name that it makes up. Throws `Unavailable` where the disk does not take them. */
@Injectable()
export class FileStore implements OnModuleInit {
  private readonly root: string;
  private readonly temporary: string;

  constructor(
    environment: Environment,
    private readonly clock: Clock,
  ) {
    this.root = resolve(storeFolder(environment.dataDir));
    this.temporary = join(this.root, 'tmp');
  }

  async onModuleInit(): Promise<void> {
    await makeFolder(this.temporary);
    await this.sweep();
  }

  async put(bytes: Buffer): Promise<StoredBytes> {
    const storedAs = randomBytes(24).toString('hex');
    try {
      await this.write(storedAs, bytes);
    } catch (error) {
      await unlink(join(this.temporary, storedAs)).catch(() => undefined); // it may not be there; the first error counts
      throw asUnavailable(error);
    }
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { storedAs, digest, sizeBytes: bytes.length };
  }

  /** The bytes as a stream, or null where there are none under that name. Who takes the stream reads or destroys it. */
  async open(storedAs: string): Promise<{ stream: Readable; sizeBytes: number } | null> {
    const path = this.pathOf(storedAs);
    const file = path && (await open(path, 'r').catch(unlessAbsent));
    if (!file) return null;
    const { size } = await file.stat();
    return { stream: file.createReadStream(), sizeBytes: size };
  }

  /** Takes the bytes away; that they are gone already is as good. */
  async remove(storedAs: string): Promise<void> {
    const path = this.pathOf(storedAs);
    if (!path) return;
    await unlink(path).catch(unlessAbsent);
    await syncPath(dirname(path)).catch(unlessAbsent);
  }

  /** Takes away what processes that were killed have left half written. */
  async sweep(): Promise<void> {
    const before = this.clock.now().getTime() - LEFT_OVER_AFTER_MS;
    for (const name of await readdir(this.temporary)) {
      const path = join(this.temporary, name);
      const found = await stat(path).catch(unlessAbsent);
      if (found && found.mtimeMs < before) await unlink(path).catch(unlessAbsent);
    }
  }

  private async write(storedAs: string, bytes: Buffer): Promise<void> {
    const temporary = join(this.temporary, storedAs);
    const path = join(this.root, shardedPath(storedAs));
    await makeFolder(this.temporary);
    await makeFolder(dirname(path));
    await writeThrough(temporary, bytes);
    await rename(temporary, path);
    await syncPath(dirname(path));
  }

  private pathOf(storedAs: string): string | null {
    const path = storedPath(storedAs);
    return path === null ? null : join(this.root, path);
  }
}
