import { Injectable, Logger } from '@nestjs/common';
import { Attempts } from '../access/limits/attempts.service.js';
import type { OfficeViewer, PartnerViewer } from '../access/viewer.js';
import { Reads } from '../database/reads.js';
import { isRefusal, type Refusal } from '../shared/refusal.js';
import { Account } from './account.entity.js';
import { AccountViewers } from './account-viewers.service.js';
import { Passwords } from './passwords/passwords.service.js';
import { SignInJournal } from './sign-in-journal.service.js';

export interface SignedIn {
  readonly accountId: string;
  readonly viewer: OfficeViewer | PartnerViewer;
}

/** Null: wrong username or password, and nobody can tell which. A refusal: too many tries. */
export type SignInAnswer = SignedIn | Refusal | null;

export interface SignInTry {
  readonly username: string;
  readonly password: string;
  /** From `clientOf` and `coarseClientOf`. */
  readonly client: string;
  readonly coarseClient: string;
}

/**
 * Promises the same answer, the same work and the same record for an absent account, a closed one and a wrong password. Refuses, with
 * `too-many`, who has failed too often from where they are.
 */
@Injectable()
export class SignIn {
  private readonly logger = new Logger('sign-in');

  constructor(
    private readonly reads: Reads,
    private readonly passwords: Passwords,
    private readonly viewers: AccountViewers,
    private readonly attempts: Attempts,
    private readonly journal: SignInJournal,
  ) {}

  async check({ username, password, client, coarseClient }: SignInTry): Promise<SignInAnswer> {
    const name = username.trim().toLowerCase().slice(0, 60);
    const attempt = { what: 'sign-in', subject: name, client } as const;
    const answer = await this.attempts.attempt(attempt, async () => {
      const account = await this.reads.of(Account).findOneBy({ username: name });
      const signedIn = await this.prove(account, password);
      if (signedIn) await this.journal.success(signedIn.accountId, coarseClient);
      else await this.journal.failure(account?.id ?? null, coarseClient);
      return signedIn;
    });
    if (isRefusal(answer)) this.logger.warn({ event: 'sign-in-too-many', client: coarseClient });
    return answer;
  }

  private async prove(account: Account | null, password: string): Promise<SignedIn | null> {
    const storedHash = account?.isActive ? account.passwordHash : null;
    const isRight = await this.passwords.verify(storedHash, password);
    if (!isRight || !account || !storedHash) return null;
    const viewer = await this.viewers.byAccountId(account.id);
    if (!viewer) return null;
    if (this.passwords.isOutdated(storedHash))
      await this.journal.renewHash(account, await this.passwords.hash(password));
    return { accountId: account.id, viewer };
  }
}
