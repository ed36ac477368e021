import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../access/viewer.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import { inLanguage, type Language, type LocalizedText } from '../../shared/localized-text.js';
import type { StateKind } from '../../workflow/domain/document.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { isOverdue } from '../domain/overdue.js';

export const FILED_BY = ['all', 'own', 'others'] as const;

export interface PartnerRequestFilter {
  readonly stage: 'open' | 'closed' | 'all';
  readonly filedBy: (typeof FILED_BY)[number];
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface PartnerRequestLine {
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly category: string;
  /** Name of the known place, else the address. */
  readonly place: string | null;
  readonly state: string;
  readonly stateKind: StateKind;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
  readonly isOverdue: boolean;
  /** Filed by a person of this partner. */
  readonly isOwn: boolean;
}

/** A place that belongs to a partner: a school's building. */
export interface Building {
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
}

const BUILDINGS_LIMIT = 500;

/**
 * Everything that a partner has to do with, without ticket passwords: what it filed, what others filed at its buildings, what it works on.
 * Newest first, by the key of its involvements: never a count, nothing of anybody else's is loaded.
 */
@Injectable()
export class PartnerRequests {
  constructor(
    private readonly reads: Reads,
    private readonly workflows: Workflows,
    private readonly clock: Clock,
  ) {}

  async list(
    { partnerId }: PartnerViewer,
    filter: PartnerRequestFilter,
    language: Language,
  ): Promise<Slice<PartnerRequestLine>> {
    const [after] = decodeCursor(filter.cursor, ['id']) ?? [];
    const rows = await this.reads.rows<Row>(
      `${COLUMNS} FROM involvements i JOIN service_requests r ON r.id = i.request_id ${JOINED}
       WHERE i.partner_id = :partnerId${STAGES[filter.stage]}${FILERS[filter.filedBy]}
       ${after === undefined ? '' : 'AND i.request_id < :after'}
       ORDER BY i.request_id DESC LIMIT ${Math.trunc(filter.limit) + 1}`,
      { partnerId, after: String(after) },
    );
    return this.slice(rows, { partnerId, limit: filter.limit, language, keyOf: ({ id }) => [id] });
  }

  /** Everything filed in the areas that a district council looks after, newest first; each area is read along its own index. */
  async inAreas(
    { partnerId, areaIds = [] }: PartnerViewer,
    filter: Omit<PartnerRequestFilter, 'filedBy'>,
    language: Language,
  ): Promise<Slice<PartnerRequestLine>> {
    const [filedAt, id] = decodeCursor(filter.cursor, BY_INSTANT) ?? [];
    const sql = `${COLUMNS} FROM service_requests r ${JOINED} WHERE r.area_id = :areaId${STAGES[filter.stage]}
      ${id === undefined ? '' : 'AND (r.filed_at, r.id) < (:filedAt, :id)'}
      ORDER BY r.filed_at DESC, r.id DESC LIMIT ${Math.trunc(filter.limit) + 1}`;
    const found = await Promise.all(
      areaIds.map((areaId) => this.reads.rows<Row>(sql, { areaId, filedAt, id })),
    );
    const keyOf = (row: Row): [string, string] => [toInstant(row.filedAt).toISOString(), row.id];
    const newest = found.flat().sort((a, b) => (keyOf(a).join() < keyOf(b).join() ? 1 : -1));
    return this.slice(newest, { partnerId, limit: filter.limit, language, keyOf });
  }

  /** The partner's places by name, at most 500. */
  buildings({ partnerId }: PartnerViewer): Promise<Building[]> {
    return this.reads.rows<Building>(
      `SELECT code AS "code", name AS "name", address AS "address" FROM places
       WHERE partner_id = :partnerId ORDER BY search_name, code LIMIT ${BUILDINGS_LIMIT}`,
      { partnerId },
    );
  }

  /** Whether it has ever been asked to do something, and whether a place belongs to it: what its desk is for. */
  async facts({ partnerId }: PartnerViewer): Promise<{ hasTasks: boolean; hasBuildings: boolean }> {
    const [row] = await this.reads.rows<{ hasTasks: unknown; hasBuildings: unknown }>(
      `SELECT EXISTS (SELECT 1 FROM tasks WHERE partner_id = :partnerId) AS "hasTasks",
              EXISTS (SELECT 1 FROM places WHERE partner_id = :partnerId) AS "hasBuildings"`,
      { partnerId },
    );
    return { hasTasks: Boolean(row?.hasTasks), hasBuildings: Boolean(row?.hasBuildings) };
  }

  private async slice(
    rows: readonly Row[],
    { partnerId, limit, language, keyOf }: Sliced,
  ): Promise<Slice<PartnerRequestLine>> {
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: await Promise.all(items.map((row) => this.line(row, partnerId, language))),
      next: last ? encodeCursor(keyOf(last)) : null,
    };
  }

  private async line(row: Row, partnerId: string, language: Language): Promise<PartnerRequestLine> {
    const { document } = await this.workflows.byId(row.workflowVersionId);
    const state = document.states.find((one) => one.code === row.stateCode);
    const dueAt = toInstant(row.dueAt);
    const termed = {
      stateKind: row.stateKind,
      dueAt,
      suspendedSince: toInstantOrNull(row.suspendedSince),
      suspendedUntil: toInstantOrNull(row.suspendedUntil),
    };
    return {
      ticketNumber: row.ticketNumber,
      title: row.title === null ? null : String(JSON.parse(row.title)),
      category: inLanguage(JSON.parse(row.category) as LocalizedText, language), // a JSON column
      place: row.place ?? row.address,
      state: state ? inLanguage(state.label, language) : row.stateCode,
      stateKind: row.stateKind,
      filedAt: toInstant(row.filedAt),
      dueAt,
      closedAt: toInstantOrNull(row.closedAt),
      isOverdue: isOverdue(termed, this.clock.now()),
      isOwn: row.filedByPartnerId === partnerId,
    };
  }
}

interface Sliced {
  readonly partnerId: string;
  readonly limit: number;
  readonly language: Language;
  readonly keyOf: (row: Row) => string[];
}

interface Row {
  readonly id: string;
  readonly ticketNumber: string;
  /** JSON; null where it was erased or hidden. */
  readonly title: string | null;
  /** JSON. */
  readonly category: string;
  readonly place: string | null;
  readonly address: string | null;
  readonly stateCode: string;
  readonly stateKind: StateKind;
  readonly workflowVersionId: string;
  readonly filedAt: unknown;
  readonly dueAt: unknown;
  readonly suspendedSince: unknown;
  readonly suspendedUntil: unknown;
  readonly closedAt: unknown;
  readonly filedByPartnerId: string | null;
}

const COLUMNS = `SELECT r.id AS "id", r.ticket_number AS "ticketNumber", v.value AS "title", c.name AS "category", p.name AS "place",
  r.address AS "address", r.state_code AS "stateCode", r.state_kind AS "stateKind", r.workflow_version_id AS "workflowVersionId",
  r.filed_at AS "filedAt", r.due_at AS "dueAt", r.closed_at AS "closedAt",
  r.suspended_since AS "suspendedSince", r.suspended_until AS "suspendedUntil", r.filed_by_partner_id AS "filedByPartnerId"`;
const JOINED = `JOIN categories c ON c.id = r.category_id
  LEFT JOIN places p ON p.id = r.place_id
  LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title' AND v.visibility = 'public'`;
const STAGES = {
  open: ` AND r.state_kind <> 'closed'`,
  closed: ` AND r.state_kind = 'closed'`,
  all: '',
};
const FILERS = {
  all: '',
  own: ' AND r.filed_by_partner_id = :partnerId',
  others: ' AND (r.filed_by_partner_id IS NULL OR r.filed_by_partner_id <> :partnerId)',
};
