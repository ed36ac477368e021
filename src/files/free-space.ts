import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { Refusal } from '../shared/refusal.js';

const MEGABYTE = 1_048_576;

/** What needs room on the disk, and how much must be free for it (RELIABILITY rule 34). */
export const NEEDED_BYTES = { upload: 500 * MEGABYTE, filing: 100 * MEGABYTE } as const;

/**
 * Promises to stop taking things in while the disk still has room for the work in hand. Refuses (`unavailable`, reason `disk-full`) an
 * upload under 500 MB free and a filing under 100 MB.
 */
@Injectable()
export class FreeSpace {
  constructor(private readonly environment: Environment) {}

  async refusal(purpose: keyof typeof NEEDED_BYTES): Promise<Refusal | null> {
    const isEnough = (await this.freeBytes()) >= NEEDED_BYTES[purpose];
    return isEnough ? null : new Refusal('unavailable', 'disk-full');
  }

  /** Free for us on the disk of the data folder. */
  async freeBytes(): Promise<number> {
    const disk = await statfs(this.environment.dataDir);
    return disk.bavail * disk.bsize;
  }
}
