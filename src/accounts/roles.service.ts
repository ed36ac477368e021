import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { Role } from './role.entity.js';
import { SEEDED_ROLE_CODES, SEEDED_ROLES } from './seeded-roles.js';

const MOST_ROLES = 100;

/** Promises the roles of the council; the seeded ones that are missing are there once the application has started. Changes none that is there. */
@Injectable()
export class Roles implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
  ) {}

  async onModuleInit(): Promise<void> {
    const known = new Set((await this.list()).map((role) => role.code));
    if (SEEDED_ROLE_CODES.every((code) => known.has(code))) return;
    await this.transactions.run((em) => this.seedMissing(em));
  }

  list(): Promise<Role[]> {
    return this.reads.of(Role).find({ order: { code: 'ASC' }, take: MOST_ROLES });
  }

  byCode(code: string): Promise<Role | null> {
    return this.reads.of(Role).findOneBy({ code });
  }

  /** Two processes may do it at once. */
  async seedMissing(em: EntityManager): Promise<void> {
    await em
      .createQueryBuilder()
      .insert()
      .into(Role)
      .values(
        SEEDED_ROLE_CODES.map((code) => {
          const { name, scope, permissions } = SEEDED_ROLES[code];
          return { code, name, scope, permissions: [...permissions] };
        }),
      )
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}
