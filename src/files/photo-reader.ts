import { availableParallelism } from 'node:os';
import type { OnModuleDestroy } from '@nestjs/common';
import { Refusal } from '../shared/refusal.js';
import {
  PHOTO_LIMITS,
  type PhotoLimits,
  PhotoProcess,
  type PhotoReading,
} from './photo-process.js';

const MOST_PROCESSES = 2;
const MOST_WAITING = 30;

/**
 * Promises each picture made anew: turned upright, at most 2048 pixels wide and high, JPEG, no metadata; read outside this process, one or
 * two at a time, each within ten seconds. Says what is no still JPEG, PNG or WebP, has over 50 megapixels, or cannot be read. Refuses
 * (`unavailable`) where too many wait already.
 */
export class PhotoReader implements OnModuleDestroy {
  private readonly processes: PhotoProcess[];
  private readonly free: PhotoProcess[];
  private readonly waiting: ((process: PhotoProcess) => void)[] = [];

  constructor(limits: PhotoLimits = PHOTO_LIMITS) {
    const count = Math.max(1, Math.min(MOST_PROCESSES, availableParallelism() - 1)); // pages need a core too
    this.processes = Array.from({ length: count }, () => new PhotoProcess(limits));
    this.free = [...this.processes];
  }

  async read(bytes: Buffer): Promise<PhotoReading | Refusal> {
    if (this.waiting.length >= MOST_WAITING) return new Refusal('unavailable', 'photos-waiting');
    const process = await this.seat();
    try {
      return await process.read(bytes);
    } finally {
      const next = this.waiting.shift();
      if (next) next(process);
      else this.free.push(process);
    }
  }

  onModuleDestroy(): void {
    for (const process of this.processes) process.stop();
  }

  private async seat(): Promise<PhotoProcess> {
    const process = this.free.pop();
    return process ?? new Promise<PhotoProcess>((resolve) => this.waiting.push(resolve));
  }
}
