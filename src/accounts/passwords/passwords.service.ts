/**
 * Hashing of staff passwords: argon2id, 19 MiB, 2 passes (RELIABILITY.md rule 16).
 *
 * - At most two hashes run at once and fifty wait, three seconds at most: a flood of sign-ins cannot starve the rest of the process.
 * - Who has no account costs the same work as who has one (`verify` with null).
 */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Unavailable } from '../../database/unavailable.js';
import { PASSWORD_MAX } from './password-policy.js';

const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const PARAMETERS = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`;

const RUNNING_MOST = 2;
const QUEUED_MOST = 50;
const WAIT_MOST_MS = 3_000;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Promises slow hashes without a slow process; throws `Unavailable` where too many wait. */
@Injectable()
export class Passwords {
  /** Well formed, of the present cost, and nobody's. */
  private readonly nobodysHash = `$argon2id$v=19$${PARAMETERS}$${unpadded(16)}$${unpadded(32)}`;
  private running = 0;
  private readonly queue: (() => void)[] = [];

  hash(password: string): Promise<string> {
    const options = { memoryCost: MEMORY_KIB, timeCost: PASSES, parallelism: LANES };
    return this.inTurn(() => hash(password, options)); // the package's default is argon2id
  }

  /** False for a null hash, after the same work. */
  async verify(storedHash: string | null, password: string): Promise<boolean> {
    const candidate = password.slice(0, PASSWORD_MAX * 2); // code units; longer ones are wrong below anyway
    const isRight = await this.inTurn(() => verify(storedHash ?? this.nobodysHash, candidate));
    return isRight && storedHash !== null && candidate.length === password.length;
  }

  /** True where the hash was made with other parameters than today's. */
  isOutdated(storedHash: string): boolean {
    return !storedHash.startsWith(`$argon2id$v=19$${PARAMETERS}$`);
  }

  /** Sixteen characters that can be dictated (80 bits), shown once. */
  random(): string {
    const symbols = [...randomBytes(16)].map((byte) => CROCKFORD.charAt(byte & 31));
    return symbols.join('').replace(/(.{4})(?!$)/g, '$1-');
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.takeTurn();
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }

  private takeTurn(): Promise<void> {
    if (this.running < RUNNING_MOST) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.queue.length >= QUEUED_MOST)
      return Promise.reject(new Unavailable('too many sign-ins at once', 3));
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(patience);
        this.running += 1;
        resolve();
      };
      const patience = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(enter), 1);
        reject(new Unavailable('a sign-in waited too long', 3));
      }, WAIT_MOST_MS);
      this.queue.push(enter);
    });
  }
}

function unpadded(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '');
}
