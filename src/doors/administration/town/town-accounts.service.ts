import { Injectable } from '@nestjs/common';
import { Account } from '../../../accounts/account.entity.js';
import { Accounts } from '../../../accounts/accounts.service.js';
import { Reads } from '../../../database/reads.js';
import { isRefusal } from '../../../shared/refusal.js';
import type { TownFile } from './town-schema.js';

export interface NewSignIn {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  /** Made by the machine, or the one that was given: to be handed over once. */
  readonly password: string;
}

/**
 * Adds the people of a town's file who have no account yet, each with a password of the machine's making or the given one.
 * Never touches an account that is there. Throws where an account is refused, naming the field.
 */
@Injectable()
export class TownAccounts {
  constructor(
    private readonly reads: Reads,
    private readonly accounts: Accounts,
  ) {}

  async add({ accounts }: TownFile, password: string | undefined): Promise<NewSignIn[]> {
    const known = await this.reads.of(Account).find({ select: { id: true, username: true } });
    const usernames = new Set(known.map(({ username }) => username));
    const created: NewSignIn[] = [];
    for (const account of accounts) {
      if (usernames.has(account.username)) continue;
      created.push(await this.create(account, password));
    }
    return created;
  }

  private async create(
    { username, name, email, role, partner, offices, language }: TownFile['accounts'][number],
    password: string | undefined,
  ): Promise<NewSignIn> {
    const input = { username, name, roleCode: role, officeCodes: offices, language };
    const result = await this.accounts.create(
      {
        ...input,
        ...(email && { email }),
        ...(partner && { partnerCode: partner }),
        ...(password && { password }),
      },
      null,
    );
    if (isRefusal(result)) {
      const reasons = result.errors.map(({ field, code }) => `${field}: ${code}`).join(', ');
      throw new Error(`the account ${username} is refused (${reasons || result.code})`);
    }
    return { username, name, role, password: result.password ?? password ?? '' };
  }
}
