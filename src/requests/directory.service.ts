import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import type { Role } from '../accounts/role.entity.js';
import { Roles } from '../accounts/roles.service.js';
import { Office } from '../offices/office.entity.js';
import { Reads } from '../database/reads.js';
import { Partner } from '../partners/partner.entity.js';
import { Snapshot } from '../shared/snapshot.js';

interface Pages {
  readonly offices: readonly Office[];
  readonly roles: readonly Role[];
  readonly partners: readonly Partner[];
}

/**
 * Who is who, by id or code: offices, roles and partners, also those that no longer work (old steps name them). Every page and every letter
 * asks, so it is kept in memory and is at most 5 seconds old.
 */
@Injectable()
export class Directory {
  private readonly pages: Snapshot<Pages>;

  constructor(
    private readonly roles: Roles,
    private readonly reads: Reads,
  ) {
    this.pages = new Snapshot(() => this.load());
  }

  async office(idOrCode: string): Promise<Office | undefined> {
    return (await this.pages.get()).offices.find(
      ({ id, code }) => id === idOrCode || code === idOrCode,
    );
  }

  async role(code: string): Promise<Role | undefined> {
    return (await this.pages.get()).roles.find((role) => role.code === code);
  }

  async partner(idOrCode: string): Promise<Partner | undefined> {
    return (await this.pages.get()).partners.find(
      ({ id, code }) => id === idOrCode || code === idOrCode,
    );
  }

  /** Of anybody who has an account; null where nobody has this id. */
  async personName(id: string): Promise<string | null> {
    const found = await this.reads
      .of(Account)
      .findOne({ select: { id: true, name: true }, where: { id } });
    return found?.name ?? null;
  }

  private async load(): Promise<Pages> {
    const [offices, roles, partners] = await Promise.all([
      this.reads.of(Office).find({ take: 1_000 }),
      this.roles.list(),
      this.reads.of(Partner).find({ take: 2_000 }),
    ]);
    return { offices, roles, partners };
  }
}
