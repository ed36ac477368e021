import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../access/viewer.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import { inLanguage, type Language, type LocalizedText } from '../../shared/localized-text.js';
import { type TaskState } from './domain/task-states.js';

export interface TaskLine {
  readonly id: string;
  readonly ticketNumber: string;
  readonly kind: string;
  readonly state: TaskState;
  readonly version: number;
  readonly category: string;
  readonly title: string | null;
  readonly address: string | null;
  readonly offeredAt: Date;
  readonly dueAt: Date | null;
  readonly plannedFor: Date | null;
  readonly externalReference: string | null;
}

export interface TaskFilter {
  readonly stage: 'open' | 'ended' | 'all';
  readonly state?: TaskState | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Row extends Omit<TaskLine, 'category'> {
  readonly category: string;
}

/** A partner's own tasks, the open ones by term; by key, never a count. Nothing of anybody else's is loaded. */
@Injectable()
export class TaskList {
  constructor(private readonly reads: Reads) {}

  /** The number of the request that an own task belongs to; null where there is no such task of this partner. */
  async ticketOf(viewer: PartnerViewer, taskId: string): Promise<string | null> {
    const [row] = await this.reads.rows<{ ticketNumber: string }>(
      `SELECT r.ticket_number AS "ticketNumber" FROM tasks t JOIN service_requests r ON r.id = t.request_id
       WHERE t.id = :taskId AND t.partner_id = :partnerId`,
      { taskId, partnerId: viewer.partnerId },
    );
    return row?.ticketNumber ?? null;
  }

  async list(
    viewer: PartnerViewer,
    filter: TaskFilter,
    language: Language,
  ): Promise<Slice<TaskLine>> {
    const order = filter.stage === 'open' ? BY_TERM : NEWEST;
    const cursor = decodeCursor(filter.cursor, 2);
    const after = cursor ? ` AND (${order.column}, t.id) ${order.after} (:at, :id)` : '';
    const rows = await this.reads.rows<Row>(
      `SELECT t.id AS "id", r.ticket_number AS "ticketNumber", t.kind AS "kind", t.state AS "state", t.version AS "version",
         c.name AS "category", v.value AS "title", r.address AS "address", t.offered_at AS "offeredAt", t.due_at AS "dueAt",
         t.planned_for AS "plannedFor", t.external_reference AS "externalReference"
       FROM tasks t JOIN service_requests r ON r.id = t.request_id JOIN categories c ON c.id = r.category_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title' AND v.visibility = 'public'
       WHERE t.partner_id = :partnerId${viewer.link ? ' AND t.id = :only' : ''}${STAGES[filter.stage]}${filter.state ? ' AND t.state = :state' : ''}${after}
       ORDER BY ${order.column} ${order.direction}, t.id ${order.direction} LIMIT ${filter.limit + 1}`,
      {
        partnerId: viewer.partnerId,
        only: viewer.link?.taskId,
        state: filter.state,
        at: cursor?.[0],
        id: cursor?.[1],
      },
    );
    const items = rows.slice(0, filter.limit).map((row) => lineOf(row, language));
    const last = rows.length > filter.limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor([order.key(last).toISOString(), last.id]) : null };
  }
}

/** What is still to be done comes by its term, what has ended newest first. Every task of a partner has a term: the request's. */
const BY_TERM = {
  column: 't.due_at',
  direction: 'ASC',
  after: '>',
  key: (line: TaskLine): Date => line.dueAt ?? line.offeredAt,
};
const NEWEST = {
  column: 't.offered_at',
  direction: 'DESC',
  after: '<',
  key: (line: TaskLine): Date => line.offeredAt,
};

const OPEN = `('offered', 'accepted', 'scheduled')`;
const STAGES = { open: ` AND t.state IN ${OPEN}`, ended: ` AND t.state NOT IN ${OPEN}`, all: '' };

function lineOf(row: Row, language: Language): TaskLine {
  return {
    ...row,
    category: inLanguage(JSON.parse(row.category) as LocalizedText, language), // a JSON column
    title: row.title === null ? null : String(JSON.parse(row.title)),
    offeredAt: toInstant(row.offeredAt),
    dueAt: toInstantOrNull(row.dueAt),
    plannedFor: toInstantOrNull(row.plannedFor),
  };
}
