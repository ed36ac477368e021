import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { Refusal } from '../shared/refusal.js';
import { Account } from './account.entity.js';
import { Accounts, type CreatedAccount } from './accounts.service.js';
import { StaffPasswords } from './passwords/staff-passwords.service.js';

const PEOPLE_OF_ONE = 200;

/** Whose account, of which partner: of another partner it is not found. */
export interface PartnerPerson {
  readonly partnerId: string;
  readonly username: string;
}

/**
 * The people of a partner who sign in: made, given a new password, switched off. Refuses with `not-found` whoever is not of this partner,
 * and at the field what does not make an account. A password that the machine makes is answered once and kept nowhere.
 */
@Injectable()
export class PartnerPeople {
  constructor(
    private readonly reads: Reads,
    private readonly accounts: Accounts,
    private readonly passwords: StaffPasswords,
  ) {}

  /** Also those who are switched off: old steps name them. */
  of(
    partnerId: string,
  ): Promise<Pick<Account, 'username' | 'name' | 'email' | 'isActive' | 'roleCode'>[]> {
    return this.reads.of(Account).find({
      select: { username: true, name: true, email: true, isActive: true, roleCode: true },
      where: { partnerId },
      order: { isActive: 'DESC', username: 'ASC' },
      take: PEOPLE_OF_ONE,
    });
  }

  create(
    partnerCode: string,
    person: { readonly username: string; readonly name: string; readonly email?: string },
    by: string,
  ): Promise<CreatedAccount | Refusal> {
    return this.accounts.create({ ...person, roleCode: 'partner', partnerCode }, by);
  }

  async resetPassword(person: PartnerPerson, by: string): Promise<string | Refusal> {
    const id = await this.idOf(person);
    return id === null ? new Refusal('not-found') : this.passwords.reset(id, by);
  }

  async switchOff(person: PartnerPerson, by: string): Promise<Refusal | null> {
    const id = await this.idOf(person);
    return id === null ? new Refusal('not-found') : this.accounts.deactivate(id, by);
  }

  private async idOf({ partnerId, username }: PartnerPerson): Promise<string | null> {
    const where = { partnerId, username, isActive: true };
    const found = await this.reads.of(Account).findOne({ select: { id: true }, where });
    return found?.id ?? null;
  }
}
