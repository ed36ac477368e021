import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { newId } from '../shared/ids.js';
import { isInForce } from '../access/agreement.js';
import { Partner } from './partner.entity.js';
import { PartnerOperator } from './partner-operator.entity.js';

const PARTNERS_LIMIT = 500;
const OPERATORS_LIMIT = 1_000;

/** Who the partners are, and which of their workers we have heard of. Shows inactive ones only by id or code: old steps name them. */
@Injectable()
export class Partners {
  constructor(private readonly reads: Reads) {}

  byId(id: string): Promise<Partner | null> {
    return this.reads.of(Partner).findOneBy({ id });
  }

  byCode(code: string): Promise<Partner | null> {
    return this.reads.of(Partner).findOneBy({ code });
  }

  /** The active ones, by name. */
  active(): Promise<Partner[]> {
    return this.reads.of(Partner).find({
      where: { isActive: true },
      order: { name: 'ASC', code: 'ASC' },
      take: PARTNERS_LIMIT,
    });
  }

  /** Those of whom something new may be asked on this civil day: active, and the agreement holds. */
  async inForce(today: string): Promise<Partner[]> {
    return (await this.active()).filter(({ agreement }) => isInForce(agreement, today));
  }

  operators(partnerId: string): Promise<PartnerOperator[]> {
    return this.reads
      .of(PartnerOperator)
      .find({ where: { partnerId }, order: { code: 'ASC' }, take: OPERATORS_LIMIT });
  }

  /** Keeps a worker's number; a name, once told, is kept and a newer one replaces it. */
  async rememberOperator(
    em: EntityManager,
    partnerId: string,
    code: string,
    name?: string | null,
  ): Promise<void> {
    await queryRows(
      em,
      `INSERT INTO partner_operators (id, partner_id, code, name) VALUES (:id, :partnerId, :code, :name)
       ON CONFLICT (partner_id, code) DO UPDATE SET name = COALESCE(excluded.name, partner_operators.name)`,
      { id: newId(), partnerId, code, name: name ?? null },
    );
  }
}
