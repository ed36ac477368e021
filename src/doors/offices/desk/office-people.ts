import { Injectable } from '@nestjs/common';
import { Reads } from '../../../database/reads.js';

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** The people who work the requests of offices: active, and with a role that works. Shows nobody else: an alderman's portfolio is no team. */
@Injectable()
export class OfficePeople {
  constructor(private readonly reads: Reads) {}

  async of(officeIds: readonly string[]): Promise<Person[]> {
    if (officeIds.length === 0) return [];
    const rows = await this.reads.rows<Person & { permissions: string }>(
      `SELECT DISTINCT a.id, a.name, r.permissions FROM accounts a JOIN roles r ON r.code = a.role_code
       JOIN account_offices ao ON ao.account_id = a.id
       WHERE ao.office_id IN (:...officeIds) AND a.is_active = :yes ORDER BY a.name, a.id LIMIT 500`,
      { officeIds, yes: true },
    );
    return rows.filter(works).map(({ id, name }) => ({ id, name }));
  }
}

function works({ permissions }: { permissions: string }): boolean {
  const held = JSON.parse(permissions) as string[]; // the role's JSON column
  return held.includes('requests.work');
}
