import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SessionStore } from '../access/sessions/session-store.js';
import { isUniqueViolation } from '../database/errors.js';
import { insertRows } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { isRefusal, Refusal } from '../shared/refusal.js';
import { Account } from './account.entity.js';
import { AccountOffice } from './account-office.entity.js';
import { accountFaults, type NewAccount } from './account-input.js';
import { postOf, type Post } from './account-post.js';
import { ApiToken } from './api-token.entity.js';
import { type ChosenPassword, StaffPasswords } from './passwords/staff-passwords.service.js';

export interface CreatedAccount {
  readonly accountId: string;
  /** What the machine made, to be handed over once; null where a password was given. */
  readonly password: string | null;
}

const USERNAME_TAKEN = Refusal.fields([{ field: 'username', code: 'username-taken' }]);

export interface AccountChange {
  readonly roleCode: string;
  readonly officeCodes: readonly string[];
  readonly partnerCode?: string;
}

/**
 * Promises accounts of named people, each with one role and the offices or the partner that the role needs; every change is in the audit
 * list and counts at the person's next request. Refuses, at the field, what does not fit together.
 */
@Injectable()
export class Accounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly sessions: SessionStore,
    private readonly passwords: StaffPasswords,
  ) {}

  async create(input: NewAccount, byAccountId: string | null): Promise<CreatedAccount | Refusal> {
    const faults = accountFaults(input);
    if (faults.length > 0) return Refusal.fields(faults);
    const chosen = await this.passwords.choose(input.password, [input.username, input.name]);
    if (isRefusal(chosen)) return chosen;
    try {
      return await this.transactions.run((em) => this.add(em, input, chosen, byAccountId));
    } catch (error) {
      if (isUniqueViolation(error, 'username')) return USERNAME_TAKEN;
      throw error;
    }
  }

  /** Another role, other offices. The person's open pages end: what they show was right for the old ones. */
  async change(
    accountId: string,
    change: AccountChange,
    byAccountId: string | null,
  ): Promise<Refusal | null> {
    return this.transactions.run(async (em) => {
      const account = await em.findOneBy(Account, { id: accountId });
      if (!account) return new Refusal('not-found');
      const post = await postOf(em, change);
      if (isRefusal(post)) return post;
      const { roleCode, partnerId } = post;
      await em.update(Account, { id: accountId }, { roleCode, partnerId });
      await em.delete(AccountOffice, { accountId });
      await insertRows(em, AccountOffice, officeRows(accountId, post));
      await this.sessions.endSessionsOf(em, accountId);
      const data = { account: accountId, from: account.roleCode, to: roleCode };
      await this.audit.append(em, { event: 'account-changed', accountId: byAccountId, data });
      return null;
    });
  }

  /** Closes an account: no sign-in, no open session, no token is left. The name stays where it was recorded. */
  async deactivate(accountId: string, byAccountId: string | null): Promise<Refusal | null> {
    return this.transactions.run(async (em) => {
      const found = await em.update(
        Account,
        { id: accountId, isActive: true },
        { isActive: false },
      );
      if (found.affected !== 1) return new Refusal('not-found');
      await this.sessions.endSessionsOf(em, accountId);
      await em
        .createQueryBuilder()
        .update(ApiToken)
        .set({ revokedAt: this.clock.now() })
        .where('account_id = :accountId AND revoked_at IS NULL', { accountId })
        .execute();
      const data = { account: accountId };
      await this.audit.append(em, { event: 'account-closed', accountId: byAccountId, data });
      return null;
    });
  }

  private async add(
    em: EntityManager,
    input: NewAccount,
    chosen: ChosenPassword,
    byAccountId: string | null,
  ): Promise<CreatedAccount | Refusal> {
    if (await em.existsBy(Account, { username: input.username })) return USERNAME_TAKEN;
    const post = await postOf(em, input);
    if (isRefusal(post)) return post;
    const accountId = await this.insert(em, input, post, chosen);
    const data = { account: accountId, role: input.roleCode, offices: input.officeCodes ?? [] };
    await this.audit.append(em, { event: 'account-created', accountId: byAccountId, data });
    return { accountId, password: chosen.made };
  }

  private async insert(
    em: EntityManager,
    input: NewAccount,
    post: Post,
    { hash, made }: ChosenPassword,
  ): Promise<string> {
    const id = newId();
    await insertRows(em, Account, [
      {
        id,
        username: input.username,
        name: input.name.trim(),
        email: input.email ?? null,
        passwordHash: hash,
        mustChangePassword: made !== null,
        roleCode: post.roleCode,
        partnerId: post.partnerId,
        language: input.language ?? 'it',
        isActive: true,
        createdAt: this.clock.now(),
      },
    ]);
    await insertRows(em, AccountOffice, officeRows(id, post));
    return id;
  }
}

function officeRows(accountId: string, post: Post): { accountId: string; officeId: string }[] {
  return post.officeIds.map((officeId) => ({ accountId, officeId }));
}
