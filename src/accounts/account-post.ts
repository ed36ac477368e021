import { type EntityManager, In } from 'typeorm';
import type { Scope } from '../access/permissions.js';
import { queryRows } from '../database/query-rows.js';
import { Office } from '../offices/office.entity.js';
import { type FieldError, Refusal } from '../shared/refusal.js';
import { Role } from './role.entity.js';

/** Where a person stands: role, and the offices or the partner that come with it. */
export interface Post {
  readonly roleCode: string;
  readonly officeIds: readonly string[];
  readonly partnerId: string | null;
}

interface Asked {
  readonly roleCode: string;
  readonly officeCodes?: readonly string[];
  readonly partnerCode?: string;
}

const NEEDS_OFFICE: readonly Scope[] = ['own-office', 'own-offices', 'portfolio'];

/** Looks the codes up and refuses what does not fit: an operator without office, a partner's person without partner, two offices for one. */
export async function postOf(em: EntityManager, asked: Asked): Promise<Post | Refusal> {
  const role = await em.findOneBy(Role, { code: asked.roleCode });
  if (!role) return Refusal.fields([{ field: 'role', code: 'role-unknown' }]);
  const codes = [...new Set(asked.officeCodes ?? [])];
  const offices = codes.length > 0 ? await em.findBy(Office, { code: In(codes) }) : [];
  const partnerId = asked.partnerCode ? await partnerIdOf(em, asked.partnerCode) : null;
  const faults = [
    ...officeFaults(role.scope, codes, offices),
    ...partnerFaults(role.scope, asked, partnerId),
  ];
  if (faults.length > 0) return Refusal.fields(faults);
  return { roleCode: role.code, officeIds: offices.map((office) => office.id), partnerId };
}

function officeFaults(scope: Scope, codes: string[], found: Office[]): FieldError[] {
  if (found.length < codes.length) return [{ field: 'offices', code: 'office-unknown' }];
  if (NEEDS_OFFICE.includes(scope) && codes.length === 0)
    return [{ field: 'offices', code: 'office-needed' }];
  if (scope === 'own-office' && codes.length > 1)
    return [{ field: 'offices', code: 'office-one-only' }];
  return [];
}

function partnerFaults(scope: Scope, asked: Asked, partnerId: string | null): FieldError[] {
  if (asked.partnerCode && !partnerId) return [{ field: 'partner', code: 'partner-unknown' }];
  if (scope === 'own-tasks' && !asked.partnerCode)
    return [{ field: 'partner', code: 'partner-needed' }];
  if (scope !== 'own-tasks' && scope !== 'filed-by-me' && asked.partnerCode)
    return [{ field: 'partner', code: 'partner-not-for-role' }];
  return [];
}

/** In SQL, because accounts/ and partners/ are neighbours without an arrow. */
export async function partnerIdOf(em: EntityManager, code: string): Promise<string | null> {
  const sql = 'SELECT id FROM partners WHERE code = :code AND is_active = :yes';
  const [row] = await queryRows<{ id: string }>(em, sql, { code, yes: true });
  return row?.id ?? null;
}
