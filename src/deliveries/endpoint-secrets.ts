import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Vault } from '../config/vault.js';
import { Clock } from '../shared/clock.js';
import { rotated, type SecretPair, validSecrets } from './domain/webhook-secret.js';

const PREFIX = 'whsec_';
const rotatedPair = z.object({
  current: z.string(),
  previous: z.string(),
  previousUntil: z.string(),
});

/** Makes, seals and opens the secrets that sign webhooks, ours and a partner's callbacks. Plain text leaves it only once, when made. */
@Injectable()
export class EndpointSecrets {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  make(): { secret: string; sealed: string } {
    const secret = `${PREFIX}${randomBytes(32).toString('base64')}`;
    return { secret, sealed: this.vault.seal(secret) };
  }

  /** A new secret; the present one stays valid for 24 hours. */
  rotate(sealed: string): { secret: string; sealed: string } {
    const { secret } = this.make();
    const pair = rotated(this.open(sealed), secret, this.clock.now());
    return { secret, sealed: this.vault.seal(JSON.stringify(pair)) };
  }

  /** The secrets that count now, the current one first; none where nothing is sealed. */
  valid(sealed: string | null): string[] {
    return sealed === null ? [] : validSecrets(this.open(sealed), this.clock.now());
  }

  /** Sealed is the bare `whsec_…`, or after a rotation the pair. */
  private open(sealed: string): SecretPair {
    const text = this.vault.open(sealed);
    if (text.startsWith(PREFIX)) return { current: text };
    return rotatedPair.parse(JSON.parse(text));
  }
}
