import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

/** Who is told: the first of the asked roles that somebody has for the office; null where nobody has any. */
export interface Stands {
  readonly role: { readonly code: string; readonly name: string } | null;
  /** The roles below it, that nobody has. */
  readonly vacant: readonly string[];
}
export type Standing = (officeId: string, roles: readonly string[]) => Promise<Stands>;

/** Finds who stands on a rung: the role that is named, or where nobody in the office has it, the next one up, and which ones it passed. */
@Injectable()
export class Ladder {
  /** Asks once for each office and rung. */
  within(em: EntityManager): Standing {
    const known = new Map<string, ReturnType<Standing>>();
    return (officeId, roles) => {
      const key = [officeId, ...roles].join(' ');
      const found = known.get(key) ?? this.standing(em, officeId, roles);
      known.set(key, found);
      return found;
    };
  }

  private async standing(
    em: EntityManager,
    officeId: string,
    roles: readonly string[],
  ): Promise<Stands> {
    if (roles.length === 0) return { role: null, vacant: [] };
    const rows = await queryRows<{ code: string; name: string }>(
      em,
      `SELECT r.code AS "code", r.name AS "name" FROM roles r WHERE r.code IN (:...roles) AND EXISTS (
         SELECT 1 FROM accounts a WHERE a.role_code = r.code AND a.is_active = :yes AND (r.scope = 'all' OR EXISTS (
           SELECT 1 FROM account_offices ao WHERE ao.account_id = a.id AND ao.office_id = :officeId)))`,
      { roles, officeId, yes: true },
    );
    const held = roles.findIndex((role) => rows.some(({ code }) => code === role));
    const found = rows.find(({ code }) => code === roles[held]);
    return found
      ? { role: { code: found.code, name: italian(found.name) }, vacant: roles.slice(0, held) }
      : { role: null, vacant: roles };
  }
}

function italian(json: string): string {
  return (JSON.parse(json) as { it: string }).it; // a JSON column
}
