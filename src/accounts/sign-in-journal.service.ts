import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { Account } from './account.entity.js';

/** Promises that every sign-in, good or failed, and every sign-out is in the audit list, with a coarse address and no typed text. */
@Injectable()
export class SignInJournal {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  success(accountId: string, client: string): Promise<void> {
    return this.append('sign-in', accountId, { client });
  }

  failure(accountId: string | null, client: string): Promise<void> {
    return this.append('sign-in-failed', accountId, { client });
  }

  signedOut(accountId: string): Promise<void> {
    return this.append('sign-out', accountId, {});
  }

  /** The same password under today's parameters; left alone where it was changed meanwhile. */
  async renewHash(account: Account, passwordHash: string): Promise<void> {
    const unchanged = { id: account.id, passwordHash: account.passwordHash ?? '' };
    await this.transactions.run((em) => em.update(Account, unchanged, { passwordHash }));
  }

  private append(
    event: 'sign-in' | 'sign-in-failed' | 'sign-out',
    accountId: string | null,
    data: Record<string, string>,
  ): Promise<void> {
    return this.transactions.run((em) => this.audit.append(em, { event, accountId, data }));
  }
}
