import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import { newId } from '../shared/ids.js';
import type { LocalizedText } from '../shared/localized-text.js';
import { Refusal } from '../shared/refusal.js';
import { Office } from './office.entity.js';

const MOST_OFFICES = 500;

export interface NewOffice {
  readonly code: string;
  readonly name: LocalizedText;
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** Promises the parts of the council, by id or code, in order of code. Refuses a code that is taken. */
@Injectable()
export class Offices {
  constructor(private readonly reads: Reads) {}

  /** Those that still work, at most 500. */
  list(): Promise<Office[]> {
    return this.reads
      .of(Office)
      .find({ where: { isActive: true }, order: { code: 'ASC' }, take: MOST_OFFICES });
  }

  byId(id: string): Promise<Office | null> {
    return this.reads.of(Office).findOneBy({ id });
  }

  byCode(code: string): Promise<Office | null> {
    return this.reads.of(Office).findOneBy({ code });
  }

  byCodes(codes: readonly string[]): Promise<Office[]> {
    if (codes.length === 0) return Promise.resolve([]);
    return this.reads
      .of(Office)
      .find({ where: { code: In([...codes]) }, order: { code: 'ASC' }, take: MOST_OFFICES });
  }

  byIds(ids: readonly string[]): Promise<Office[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.reads
      .of(Office)
      .find({ where: { id: In([...ids]) }, order: { code: 'ASC' }, take: MOST_OFFICES });
  }

  /** Answers the id of the new office. */
  async create(em: EntityManager, office: NewOffice): Promise<string | Refusal> {
    const id = newId();
    if (await em.existsBy(Office, { code: office.code }))
      return Refusal.fields([{ field: 'code', code: 'code-taken' }]);
    await insertRows(em, Office, [
      { id, ...office, email: office.email ?? null, phone: office.phone ?? null, isActive: true },
    ]);
    return id;
  }
}
