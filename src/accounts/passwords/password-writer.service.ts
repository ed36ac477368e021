import { Injectable } from '@nestjs/common';
import { SessionStore } from '../../access/sessions/session-store.js';
import { Transactions } from '../../database/transactions.js';
import { Audit, type AuditEvent } from '../../proof/audit.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Account } from '../account.entity.js';

export interface NewPassword {
  readonly accountId: string;
  readonly hash: string;
  /** Made by the machine: whoever signs in with it chooses their own first. */
  readonly mustChange: boolean;
}

/** Promises that a new password, the end of the person's other sessions and the line in the audit list are stored together. */
@Injectable()
export class PasswordWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionStore,
    private readonly audit: Audit,
  ) {}

  /** Refuses (`not-found`) an account that is not there or closed. */
  async store(
    { accountId, hash, mustChange }: NewPassword,
    said: { event: AuditEvent; byAccountId: string | null },
    keptSid?: string,
  ): Promise<Refusal | null> {
    return this.transactions.run(async (em) => {
      const change = { passwordHash: hash, mustChangePassword: mustChange };
      const found = await em.update(Account, { id: accountId, isActive: true }, change);
      if (found.affected !== 1) return new Refusal('not-found');
      await this.sessions.endSessionsOf(em, accountId, keptSid);
      const data = { account: accountId };
      await this.audit.append(em, { event: said.event, accountId: said.byAccountId, data });
      return null;
    });
  }
}
