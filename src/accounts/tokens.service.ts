import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { Refusal } from '../shared/refusal.js';
import { Account } from './account.entity.js';
import { partnerIdOf } from './account-post.js';
import { tokenSha256 } from './account-viewers.service.js';
import { ApiToken } from './api-token.entity.js';

/** The token itself is told here and never again: only its SHA-256 is kept. */
export interface CreatedToken {
  readonly tokenId: string;
  readonly token: string;
}

const OVER = Refusal.fields([{ field: 'until', code: 'date-past' }]);

/**
 * Promises bearer tokens of 32 random bytes: of a council person, or of a partner with the name of the person who answers for it.
 * Refuses who is not there or not active, and an end that is past; each creation and revocation is in the audit list.
 */
@Injectable()
export class Tokens {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async createFor(
    username: string,
    byAccountId: string | null,
    expiresAt: Date | null = null,
  ): Promise<CreatedToken | Refusal> {
    if (this.isOver(expiresAt)) return OVER;
    return this.transactions.run(async (em) => {
      const account = await em.findOneBy(Account, { username, isActive: true });
      if (!account) return Refusal.fields([{ field: 'username', code: 'account-unknown' }]);
      const owner = { accountId: account.id, partnerId: null, personName: null };
      return this.insert(em, { ...owner, expiresAt }, byAccountId);
    });
  }

  async createForPartner(
    partnerCode: string,
    personName: string,
    byAccountId: string | null,
    expiresAt: Date | null = null,
  ): Promise<CreatedToken | Refusal> {
    if (this.isOver(expiresAt)) return OVER;
    return this.transactions.run(async (em) => {
      const name = personName.trim();
      if (!/^\S.*\s\S/.test(name) || name.length > 120)
        return Refusal.fields([{ field: 'person', code: 'full-name-needed' }]);
      const partnerId = await partnerIdOf(em, partnerCode);
      if (!partnerId) return Refusal.fields([{ field: 'partner', code: 'partner-unknown' }]);
      const owner = { accountId: null, partnerId, personName: name };
      return this.insert(em, { ...owner, expiresAt }, byAccountId);
    });
  }

  /** From now on it opens nothing. */
  revoke(tokenId: string, byAccountId: string | null): Promise<Refusal | null> {
    return this.transactions.run(async (em) => {
      const revoked = await em
        .createQueryBuilder()
        .update(ApiToken)
        .set({ revokedAt: this.clock.now() })
        .where('id = :tokenId AND revoked_at IS NULL', { tokenId })
        .execute();
      if (revoked.affected !== 1) return new Refusal('not-found');
      const data = { token: tokenId };
      await this.audit.append(em, { event: 'token-revoked', accountId: byAccountId, data });
      return null;
    });
  }

  private isOver(expiresAt: Date | null): boolean {
    return expiresAt !== null && expiresAt <= this.clock.now();
  }

  private async insert(
    em: EntityManager,
    owner: Pick<ApiToken, 'accountId' | 'partnerId' | 'personName' | 'expiresAt'>,
    byAccountId: string | null,
  ): Promise<CreatedToken> {
    const id = newId();
    const token = `iter_${randomBytes(32).toString('base64url')}`;
    await insertRows(em, ApiToken, [
      {
        id,
        sha256: tokenSha256(token),
        ...owner,
        createdAt: this.clock.now(),
        revokedAt: null,
      },
    ]);
    const data = { token: id, account: owner.accountId, partner: owner.partnerId };
    await this.audit.append(em, { event: 'token-created', accountId: byAccountId, data });
    return { tokenId: id, token };
  }
}
