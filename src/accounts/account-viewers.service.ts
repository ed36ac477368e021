import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Agreement, isDistrictCouncil, isInForce } from '../access/agreement.js';
import { partnerViewer } from '../access/partner-viewer.js';
import { PERMISSIONS, type Permission, type Scope } from '../access/permissions.js';
import type { OfficeViewer, PartnerViewer } from '../access/viewer.js';
import { type AccountSource, ViewerSources } from '../access/viewer-source.js';
import { civilDate } from '../calendar/domain/civil-time.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';
import { isLanguage } from '../shared/localized-text.js';

interface ViewerRow {
  account_id: string | null;
  username: string | null;
  name: string | null;
  language: string | null;
  must_change_password: boolean | number | null;
  role_code: string;
  scope: Scope;
  permissions: string;
  partner_id: string | null;
  partner_code: string | null;
  partner_kind: string | null;
  agreement: string | null;
  partner_is_active: boolean | number | null;
}

// The partner's few columns are read here in SQL: accounts/ and partners/ are neighbours without an arrow.
const COLUMNS = `r.code AS role_code, r.scope, r.permissions,
  p.id AS partner_id, p.code AS partner_code, p.kind AS partner_kind, p.agreement, p.is_active AS partner_is_active`;
const ACCOUNT = `SELECT a.id AS account_id, a.username, a.name, a.language, a.must_change_password, ${COLUMNS}
  FROM accounts a JOIN roles r ON r.code = a.role_code LEFT JOIN partners p ON p.id = a.partner_id
  WHERE a.id = :id AND a.is_active = :yes`;
const TOKEN = `SELECT account_id, partner_id FROM api_tokens
  WHERE sha256 = :sha256 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)`;
const PARTNER_PERSON = `SELECT NULL AS account_id, NULL AS username, t.person_name AS name, NULL AS language,
  NULL AS must_change_password, ${COLUMNS}
  FROM api_tokens t JOIN partners p ON p.id = t.partner_id JOIN roles r ON r.code = 'partner'
  WHERE t.sha256 = :sha256`;
const AREAS = `SELECT area_id FROM council_areas WHERE partner_id = :id ORDER BY area_id LIMIT 200`;
const OFFICES = `SELECT office_id FROM account_offices WHERE account_id = :id ORDER BY office_id LIMIT 500`;

export const TOKEN_SHAPE = /^iter_[A-Za-z0-9_-]{43}$/;

export function tokenSha256(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/**
 * Promises who stands behind an account or a token with the rights of this very moment: nothing is remembered. Answers null for a closed
 * account, a resting partner, a token unknown, expired or revoked: the caller cannot tell which.
 */
@Injectable()
export class AccountViewers implements AccountSource, OnModuleInit {
  constructor(
    private readonly reads: Reads,
    private readonly sources: ViewerSources,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sources.accounts = this;
  }

  async byAccountId(accountId: string): Promise<OfficeViewer | PartnerViewer | null> {
    const [row] = await this.reads.rows<ViewerRow>(ACCOUNT, { id: accountId, yes: true });
    if (!row) return null;
    if (row.scope === 'own-tasks') return this.partnerPerson(row);
    return officeViewer(row, await this.officesOf(accountId));
  }

  async byToken(token: string): Promise<OfficeViewer | PartnerViewer | null> {
    if (!TOKEN_SHAPE.test(token)) return null;
    const sha256 = tokenSha256(token);
    const now = this.clock.now().toISOString();
    const [found] = await this.reads.rows<Pick<ViewerRow, 'account_id'>>(TOKEN, { sha256, now });
    if (!found) return null;
    if (found.account_id !== null) return this.byAccountId(found.account_id);
    const [row] = await this.reads.rows<ViewerRow>(PARTNER_PERSON, { sha256 });
    return row ? this.partnerPerson(row) : null;
  }

  private async partnerPerson(row: ViewerRow): Promise<PartnerViewer | null> {
    const viewer = partnerPersonOf(row, civilDate(this.clock.now()));
    if (viewer?.areaIds === undefined) return viewer;
    const areas = await this.reads.rows<{ area_id: string }>(AREAS, { id: viewer.partnerId });
    return { ...viewer, areaIds: areas.map(({ area_id }) => area_id) };
  }

  private async officesOf(id: string): Promise<string[]> {
    const rows = await this.reads.rows<{ office_id: string }>(OFFICES, { id });
    return rows.map((row) => row.office_id);
  }
}

function officeViewer(row: ViewerRow, officeIds: string[]): OfficeViewer | null {
  if (row.account_id === null || row.username === null || row.name === null) return null;
  return {
    kind: 'office',
    accountId: row.account_id,
    username: row.username,
    name: row.name,
    language: isLanguage(row.language) ? row.language : 'it',
    roleCode: row.role_code,
    scope: row.scope,
    permissions: permissionsOf(row),
    officeIds,
    ...(row.partner_code === null ? {} : { organisation: row.partner_code }),
    ...(row.must_change_password ? { mustChangePassword: true } : {}),
  };
}

function partnerPersonOf(row: ViewerRow, today: string): PartnerViewer | null {
  if (!row.partner_is_active || row.partner_id === null || row.partner_code === null) return null;
  const agreement = JSON.parse(row.agreement ?? '{"seesContacts":false}') as Agreement; // of the partner's row
  const partner = {
    ...{ id: row.partner_id, code: row.partner_code },
    ...{ kind: row.partner_kind ?? '', agreement },
  };
  return partnerViewer(partner, today, {
    accountId: row.account_id,
    name: row.name ?? row.partner_code,
    language: isLanguage(row.language) ? row.language : 'it',
    permissions: permissionsOf(row),
    ...(isDistrictCouncil(partner) && isInForce(agreement, today) ? { areaIds: [] } : {}),
    ...(row.must_change_password ? { mustChangePassword: true } : {}),
  });
}

/** A permission that this version does not know opens nothing. */
function permissionsOf(row: ViewerRow): Permission[] {
  const held = JSON.parse(row.permissions) as string[]; // the role's JSON column
  return PERMISSIONS.filter((permission) => held.includes(permission));
}
