import { Injectable } from '@nestjs/common';
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

  async change({ accountId, present, next, sid }: PasswordChange): Promise<Refusal | null> {
    const account = await this.reads.of(Account).findOneBy({ id: accountId });
    if (!account?.isActive) return new Refusal('not-found');
    if (!(await this.passwords.verify(account.passwordHash, present)))
      return Refusal.fields([{ field: 'present', code: 'password-wrong' }]);
    const chosen = await this.choose(next, [account.username, account.name]);
    if (chosen instanceof Refusal) return chosen;
    await this.writer.store(account.id, chosen.hash, sid);
    return null;
  }
}
