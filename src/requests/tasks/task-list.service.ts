import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../access/viewer.js';
import type { Condition } from '../request-scope.js';
import type { AskedViewer } from './domain/answer-step.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
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
  /** The office that has the request. */
  readonly asker: string;
  readonly address: string | null;
  /** Where it is, or else where its known place is. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly offeredAt: Date;
  readonly dueAt: Date | null;
  readonly plannedFor: Date | null;
  readonly performedAt: Date | null;
  readonly operatorCode: string | null;
  readonly externalReference: string | null;
}

export interface TaskFilter {
  readonly stage: 'open' | 'ended' | 'all';
  readonly state?: TaskState | undefined;
  /** Words of the address, our number or the partner's own reference. */
  readonly words?: string | undefined;
  /** Codes. */
  readonly category?: string | undefined;
  readonly area?: string | undefined;
  /** Only those whose term was over then. */
  readonly dueBefore?: Date | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface TaskChoices {
  readonly categories: readonly Choice[];
  readonly areas: readonly Choice[];
}

type Row = TaskLine;

/** The tasks of a partner, or of a viewer's offices: the open ones by term; by key, never a count. Nothing of anybody else's is loaded. */
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

  /** What a partner's tasks can be narrowed to: the categories and areas that they have. */
  async choices(viewer: PartnerViewer, language: Language): Promise<TaskChoices> {
    const named = async (table: 'categories' | 'areas', key: 'category_id' | 'area_id') => {
      const rows = await this.reads.rows<{ code: string; name: string }>(
        `SELECT n.code AS "code", n.name AS "name" FROM ${table} n
         WHERE n.id IN (SELECT r.${key} FROM tasks t JOIN service_requests r ON r.id = t.request_id WHERE t.partner_id = :partnerId)
         ORDER BY n.code LIMIT 200`,
        { partnerId: viewer.partnerId },
      );
      return rows.map(({ code, name }) => ({
        value: code,
        label: inLanguage(JSON.parse(name) as LocalizedText, language), // a JSON column
      }));
    };
    return {
      categories: await named('categories', 'category_id'),
      areas: await named('areas', 'area_id'),
    };
  }

  async list(
    viewer: AskedViewer,
    filter: TaskFilter,
    language: Language,
  ): Promise<Slice<TaskLine>> {
    const order = filter.stage === 'open' ? BY_TERM : NEWEST;
    const cursor = decodeCursor(filter.cursor, BY_INSTANT);
    const after = cursor ? ` AND (${order.column}, t.id) ${order.after} (:at, :id)` : '';
    const own = ownTasks(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT t.id AS "id", r.ticket_number AS "ticketNumber", t.kind AS "kind", t.state AS "state", t.version AS "version",
         c.name AS "category", v.value AS "title", o.name AS "asker", r.address AS "address", COALESCE(r.latitude, pl.latitude) AS "latitude", COALESCE(r.longitude, pl.longitude) AS "longitude", t.offered_at AS "offeredAt", t.due_at AS "dueAt",
         t.planned_for AS "plannedFor", t.performed_at AS "performedAt", t.operator_code AS "operatorCode", t.external_reference AS "externalReference"
       FROM tasks t JOIN service_requests r ON r.id = t.request_id JOIN categories c ON c.id = r.category_id
       JOIN offices o ON o.id = r.office_id LEFT JOIN places pl ON pl.id = r.place_id LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title' AND v.visibility = 'public'
       WHERE ${own.sql}${STAGES[filter.stage]}${narrowed(filter)}${after}
       ORDER BY ${order.column} ${order.direction}, t.id ${order.direction} LIMIT ${filter.limit + 1}`,
      {
        ...own.parameters,
        ...filter,
        dueBefore: filter.dueBefore?.toISOString(),
        words: likePattern(filter.words),
        at: cursor?.[0],
        id: cursor?.[1],
      },
    );
    const items = rows.slice(0, filter.limit).map((row) => lineOf(row, language));
    const last = rows.length > filter.limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor([order.key(last).toISOString(), last.id]) : null };
  }
}

function narrowed({ state, words, category, area, dueBefore }: TaskFilter): string {
  return [
    state && ' AND t.state = :state',
    words &&
      ` AND (lower(r.ticket_number) LIKE :words ESCAPE '!' OR lower(t.external_reference) LIKE :words ESCAPE '!' OR lower(r.address) LIKE :words ESCAPE '!')`,
    category && ' AND c.code = :category',
    area && ' AND r.area_id = (SELECT a.id FROM areas a WHERE a.code = :area)',
    dueBefore && ' AND t.due_at < :dueBefore',
  ]
    .filter((one) => one !== undefined)
    .join('');
}

function likePattern(words = ''): string {
  return `%${words.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
}

/** Least sight: nobody else's tasks are loaded. */
function ownTasks(viewer: AskedViewer): Condition {
  if (viewer.kind === 'office')
    return viewer.officeIds.length === 0
      ? { sql: '1 = 0', parameters: {} }
      : { sql: 't.office_id IN (:...officeIds)', parameters: { officeIds: viewer.officeIds } };
  const { partnerId, link } = viewer;
  return {
    sql: `t.partner_id = :partnerId${link ? ' AND t.id = :only' : ''}`,
    parameters: { partnerId, ...(link ? { only: link.taskId } : {}) },
  };
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
    asker: inLanguage(JSON.parse(row.asker) as LocalizedText, language), // likewise
    title: row.title === null ? null : String(JSON.parse(row.title)),
    offeredAt: toInstant(row.offeredAt),
    dueAt: toInstantOrNull(row.dueAt),
    plannedFor: toInstantOrNull(row.plannedFor),
    performedAt: toInstantOrNull(row.performedAt),
  };
}
