import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Vault } from '../config/vault.js';
import { Clock } from '../shared/clock.js';
import { rotated, type SecretPair, validSecrets } from './domain/webhook-secret.js';

const secretPair = z.object({
  current: z.string(),
  previous: z.string().optional(),
  previousUntil: z.string().optional(),
});

/** Makes, seals and opens the secrets that sign webhooks, ours and a partner's callbacks. Plain text leaves it only once, when made. */
@Injectable()
export class EndpointSecrets {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  make(): { secret: string; sealed: string } {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return { secret, sealed: this.seal({ current: secret }) };
  }

  /** A new secret; the present one stays valid for 24 hours. */
  rotate(sealed: string): { secret: string; sealed: string } {
    const { secret } = this.make();
    return { secret, sealed: this.seal(rotated(this.open(sealed), secret, this.clock.now())) };
  }

  /** The secrets that count now, the current one first; none where nothing is sealed. */
  valid(sealed: string | null): string[] {
    return sealed === null ? [] : validSecrets(this.open(sealed), this.clock.now());
  }

  private seal(pair: SecretPair): string {
    return this.vault.seal(JSON.stringify(pair));
  }

  private open(sealed: string): SecretPair {
    const { current, previous, previousUntil } = secretPair.parse(
      JSON.parse(this.vault.open(sealed)),
    );
    return previous !== undefined && previousUntil !== undefined
      ? { current, previous, previousUntil }
      : { current };
  }
}
