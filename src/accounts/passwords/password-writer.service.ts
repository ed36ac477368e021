import { Injectable } from '@nestjs/common';
import { SessionStore } from '../../access/sessions/session-store.js';
import { Transactions } from '../../database/transactions.js';
import { Audit } from '../../proof/audit.service.js';
import { Account } from '../account.entity.js';

/** Promises that a new password, the end of the person's other sessions and the line in the audit list are stored together. */
@Injectable()
export class PasswordWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionStore,
    private readonly audit: Audit,
  ) {}

  async store(accountId: string, passwordHash: string, keptSid: string | undefined): Promise<void> {
    await this.transactions.run(async (em) => {
      await em.update(Account, { id: accountId }, { passwordHash });
      await this.sessions.endSessionsOf(em, accountId, keptSid);
      const data = { account: accountId };
      await this.audit.append(em, { event: 'password-changed', accountId, data });
    });
  }
}
