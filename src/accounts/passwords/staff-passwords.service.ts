import { Injectable } from '@nestjs/common';
import { Attempts } from '../../access/limits/attempts.service.js';
import { Reads } from '../../database/reads.js';
import { Settings } from '../../settings/settings.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Account } from '../account.entity.js';
import { PasswordWriter } from './password-writer.service.js';
import { PASSWORD_MAX, PASSWORD_MIN, passwordFault } from './password-policy.js';
import { Passwords } from './passwords.service.js';

export interface ChosenPassword {
  readonly hash: string;
  /** The password itself where the machine made it. */
  readonly made: string | null;
}

export interface PasswordChange {
  readonly accountId: string;
  readonly present: string;
  readonly next: string;
  /** The session that asks; it goes on, every other one ends. */
  readonly sid: string | undefined;
}

/** Promises passwords that keep the policy, and that a changed one ends every other session of the person. Refuses a wrong present one. */
@Injectable()
export class StaffPasswords {
  constructor(
    private readonly passwords: Passwords,
    private readonly reads: Reads,
    private readonly settings: Settings,
    private readonly writer: PasswordWriter,
    private readonly attempts: Attempts,
  ) {}

  /** The hash of what was given, or of one made here; refused at the field `password` where it is a bad one. */
  async choose(
    password: string | undefined,
    words: readonly string[],
  ): Promise<ChosenPassword | Refusal> {
    if (password === undefined) {
      const made = this.passwords.random();
      return { hash: await this.passwords.hash(made), made };
    }
    const fault = passwordFault(password, [...words, await this.settings.get('councilName')]);
    if (fault) {
      const data = { min: PASSWORD_MIN, max: PASSWORD_MAX };
      return Refusal.fields([{ field: 'password', code: fault, data }]);
    }
    return { hash: await this.passwords.hash(password), made: null };
  }

  /** `client` as for a sign-in: at somebody's open page the present password is guessed no faster than at the door. */
  async change(change: PasswordChange, client: string): Promise<Refusal | null> {
    const { accountId, present, next, sid } = change;
    const account = await this.reads.of(Account).findOneBy({ id: accountId });
    if (!account?.isActive) return new Refusal('not-found');
    const isPresent = async () =>
      (await this.passwords.verify(account.passwordHash, present)) || null;
    const attempt = { what: 'sign-in', subject: account.username, client } as const;
    const proved = await this.attempts.attempt(attempt, isPresent);
    if (proved instanceof Refusal) return proved;
    if (!proved) return Refusal.fields([{ field: 'present', code: 'password-wrong' }]);
    if (next === present) return Refusal.fields([{ field: 'password', code: 'password-same' }]);
    const chosen = await this.choose(next, [account.username, account.name]);
    if (chosen instanceof Refusal) return chosen;
    const said = { event: 'password-changed', byAccountId: accountId } as const;
    return this.writer.store({ accountId, hash: chosen.hash, mustChange: false }, said, sid);
  }

  /** A password that the machine makes for whoever has lost theirs: every session of the person ends, and they choose their own first. */
  async reset(accountId: string, byAccountId: string | null): Promise<string | Refusal> {
    const made = this.passwords.random();
    const hash = await this.passwords.hash(made);
    const said = { event: 'password-reset', byAccountId } as const;
    const refusal = await this.writer.store({ accountId, hash, mustChange: true }, said);
    return refusal ?? made;
  }
}
