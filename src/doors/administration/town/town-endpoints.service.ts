import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../../../config/vault.js';
import { Endpoint } from '../../../deliveries/endpoint.entity.js';
import { type Added, addMissing, idOf } from './add-missing.js';
import type { TownFile } from './town-schema.js';

/** Where a partner's webhook really is, given by hand (the demo's own receiver), and its secret, if it has one already. */
export interface GivenWebhook {
  readonly address: string;
  /** `whsec_` and base64. */
  readonly secret?: string;
}

export type GivenWebhooks = Readonly<Record<string, GivenWebhook>>;

/** Shown once, for the partner to keep. */
export interface NewSecret {
  readonly partner: string;
  readonly secret: string;
}

/**
 * Adds the standing addresses of partners, each webhook with a secret sealed by the vault: the given one, or 32 random bytes.
 * An address given by hand replaces the one that is stored; everything else that is stored stays.
 */
@Injectable()
export class TownEndpoints {
  constructor(private readonly vault: Vault) {}

  async add(
    em: EntityManager,
    { partners }: TownFile,
    { ids, webhooks }: { ids: Added; webhooks: GivenWebhooks },
  ): Promise<{ added: number; secrets: NewSecret[] }> {
    const secrets: NewSecret[] = [];
    let added = 0;
    for (const { code, endpoints } of partners) {
      const partnerId = idOf(ids, code);
      const rows = endpoints.map((endpoint, i) => {
        const secret = endpoint.channel === 'webhook' ? secretFor(webhooks[code]) : null;
        return {
          row: this.row({ ...endpoint, partnerId, preference: i + 1 }, webhooks[code], secret),
          secret,
        };
      });
      const result = await addMissing(em, Endpoint, { rows: rows.map(({ row }) => row), keyOf });
      added += result.added;
      if (result.added > 0)
        secrets.push(...rows.flatMap(({ secret }) => (secret ? [{ partner: code, secret }] : [])));
      await this.redirect(em, partnerId, webhooks[code]);
    }
    return { added, secrets };
  }

  private row(
    endpoint: Pick<Endpoint, 'partnerId' | 'channel' | 'address' | 'language' | 'preference'>,
    given: GivenWebhook | undefined,
    secret: string | null,
  ): Omit<Endpoint, 'id'> {
    return {
      ...endpoint,
      address:
        endpoint.channel === 'webhook' ? (given?.address ?? endpoint.address) : endpoint.address,
      sealedSecret: secret && this.vault.seal(secret),
      failingSince: null,
      disabledAt: null,
      disabledReason: null,
    };
  }

  private async redirect(
    em: EntityManager,
    partnerId: string,
    given: GivenWebhook | undefined,
  ): Promise<void> {
    if (!given) return;
    const stored = await em.findOneBy(Endpoint, { partnerId, channel: 'webhook' });
    if (!stored || stored.address === given.address) return;
    const change = {
      address: given.address,
      ...(given.secret && { sealedSecret: this.vault.seal(given.secret) }),
    };
    await em.update(Endpoint, { id: stored.id }, change);
  }
}

function keyOf({ partnerId, preference }: Pick<Endpoint, 'partnerId' | 'preference'>): string {
  return `${partnerId} ${preference}`;
}

function secretFor(given: GivenWebhook | undefined): string {
  return given?.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
}
