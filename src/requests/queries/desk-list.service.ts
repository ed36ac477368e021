import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../access/viewer.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import { inLanguage, type Language, type LocalizedText } from '../../shared/localized-text.js';
import { Workflows } from '../../workflow/workflow.service.js';
import type { StateKind, WorkflowDocument } from '../../workflow/domain/document.js';
import { isOverdue, isSuspended } from '../domain/overdue.js';
import { type Condition, seenBy, seenInParts } from '../request-scope.js';
import { EVERYTHING, searched } from './desk-search.js';
import { type DeskFilter, filterConditions } from './desk-filter.js';

/** A line of the list. */
export interface DeskLine {
  readonly id: string;
  readonly ticketNumber: string;
  readonly version: number;
  readonly title: string | null;
  readonly category: string;
  readonly office: string;
  readonly area: string | null;
  readonly address: string | null;
  readonly state: string;
  readonly stateCode: string;
  readonly stateKind: StateKind;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly isOverdue: boolean;
  readonly isSuspended: boolean;
  readonly assignee: string | null;
  readonly channel: string;
  readonly outcome: string | null;
}

interface Row {
  readonly id: string;
  readonly ticketNumber: string;
  readonly version: number;
  readonly title: string | null;
  readonly category: string;
  readonly office: string;
  readonly area: string | null;
  readonly address: string | null;
  readonly stateCode: string;
  readonly stateKind: StateKind;
  readonly workflowVersionId: string;
  readonly filedAt: unknown;
  readonly dueAt: unknown;
  readonly suspendedSince: unknown;
  readonly suspendedUntil: unknown;
  readonly assignee: string | null;
  readonly channel: string;
  readonly outcome: string | null;
}

/**
 * The requests that a viewer may see, filtered: what is open by term (overdue first) unless asked otherwise. One query of `limit` rows by
 * key, never a count: a page of a million requests costs what it costs with a thousand.
 */
@Injectable()
export class DeskList {
  constructor(
    private readonly reads: Reads,
    private readonly workflows: Workflows,
    private readonly clock: Clock,
  ) {}

  async list(viewer: Viewer, filter: DeskFilter, language: Language): Promise<Slice<DeskLine>> {
    const now = this.clock.now();
    const page = pageOf(viewer, { ...filter, limit: filter.limit + 1 }, now);
    const { order } = page;
    const rows = await this.reads.rows<Row>(
      `${COLUMNS} JOIN (${idsOf(page)}) page ON page.id = r.id
       ORDER BY ${inOrder(order)} LIMIT ${page.limit}`,
      parametersOf(page),
    );
    const items = rows.slice(0, filter.limit);
    const last = rows.length > filter.limit ? items.at(-1) : undefined;
    const documents = await this.documents(items);
    return {
      items: items.map((row) => lineOf(row, documents, { language, now })),
      next: last ? encodeCursor([toInstant(last[order.key]).toISOString(), last.id]) : null,
    };
  }

  /** How many the list has, counted as far as `limit`; null where it has as many or more. */
  async count(viewer: Viewer, filter: DeskFilter, limit: number): Promise<number | null> {
    const page = pageOf(viewer, { ...filter, limit, cursor: undefined }, this.clock.now());
    const [counted] = await this.reads.rows<{ cases: number }>(
      `SELECT CAST(COUNT(DISTINCT id) AS INTEGER) AS "cases" FROM (${idsOf(page)}) page`,
      parametersOf(page),
    );
    const cases = counted?.cases ?? 0;
    return cases < limit ? cases : null;
  }

  /** The iters that the rows run on, each once. */
  private async documents(rows: readonly Row[]): Promise<Documents> {
    const ids = [...new Set(rows.map((row) => row.workflowVersionId))];
    const versions = await Promise.all(ids.map((id) => this.workflows.byId(id)));
    return new Map(versions.map(({ id, document }) => [id, document]));
  }
}

type Documents = ReadonlyMap<string, WorkflowDocument>;

function lineOf(
  { workflowVersionId, suspendedSince: since, suspendedUntil: until, ...row }: Row,
  documents: Documents,
  { language, now }: { readonly language: Language; readonly now: Date },
): DeskLine {
  const states = documents.get(workflowVersionId)?.states;
  const state = states?.find((one) => one.code === row.stateCode);
  const named = (json: string): string => inLanguage(JSON.parse(json) as LocalizedText, language); // JSON columns
  const dueAt = toInstant(row.dueAt);
  const suspension = {
    suspendedSince: toInstantOrNull(since),
    suspendedUntil: toInstantOrNull(until),
  };
  return {
    ...row,
    title: row.title === null ? null : String(JSON.parse(row.title)),
    category: named(row.category),
    office: named(row.office),
    area: row.area === null ? null : named(row.area),
    state: state ? inLanguage(state.label, language) : row.stateCode,
    filedAt: toInstant(row.filedAt),
    dueAt,
    isOverdue: isOverdue({ stateKind: row.stateKind, dueAt, ...suspension }, now),
    isSuspended: isSuspended({ stateKind: row.stateKind, ...suspension }),
  };
}

interface PageOfIds {
  readonly from: string;
  readonly parts: readonly Condition[];
  readonly conditions: readonly Condition[];
  readonly order: Order;
  readonly limit: number;
}

function pageOf(viewer: Viewer, filter: DeskFilter, now: Date): PageOfIds {
  const order = filter.sort === 'filed' ? FILED : DUE;
  const found = filter.q ? searched(filter.q, may(viewer, 'contacts.see')) : EVERYTHING;
  const parts = found.isNarrow ? [seenBy(viewer)] : seenInParts(viewer);
  const conditions = [found, ...filterConditions(filter, now), ...after(filter, order)];
  return { from: found.from, parts, conditions, order, limit: filter.limit };
}

function parametersOf({ parts, conditions }: PageOfIds): Record<string, unknown> {
  return Object.assign(
    {},
    ...[...parts, ...conditions].map(({ parameters }) => parameters),
  ) as Record<string, unknown>; // each names its own
}

/** The ids of a page, at most `limit` of each part, each part read along an index: what a line shows is joined to these alone. */
function idsOf({ from, parts, conditions, order, limit }: PageOfIds): string {
  return parts
    .map((part) => {
      const all = [part, ...conditions].map(({ sql }) => `(${sql})`).join(' AND ');
      return `SELECT * FROM (SELECT r.id FROM ${from} WHERE ${all} ORDER BY ${inOrder(order)} LIMIT ${limit}) part`;
    })
    .join(' UNION ALL ');
}

function inOrder({ column, direction }: Order): string {
  return `${column} ${direction}, r.id ${direction}`;
}

interface Order {
  readonly column: string;
  readonly key: 'dueAt' | 'filedAt';
  readonly direction: 'ASC' | 'DESC';
}

const DUE: Order = { column: 'r.due_at', key: 'dueAt', direction: 'ASC' };
const FILED: Order = { column: 'r.filed_at', key: 'filedAt', direction: 'DESC' };

function after({ cursor }: DeskFilter, { column, direction }: Order): Condition[] {
  const parts = decodeCursor(cursor, BY_INSTANT);
  if (!parts) return [];
  const [at, id] = parts;
  const sign = direction === 'ASC' ? '>' : '<';
  return [
    {
      sql: `(${column}, r.id) ${sign} (:cursorAt, :cursorId)`,
      parameters: { cursorAt: at, cursorId: id },
    },
  ];
}

const COLUMNS = `SELECT r.id AS "id", r.ticket_number AS "ticketNumber", r.version AS "version", v.value AS "title", c.name AS "category", o.name AS "office",
  a.name AS "area", r.address AS "address", r.state_code AS "stateCode", r.state_kind AS "stateKind",
  r.workflow_version_id AS "workflowVersionId", r.filed_at AS "filedAt", r.due_at AS "dueAt", p.name AS "assignee",
  r.suspended_since AS "suspendedSince", r.suspended_until AS "suspendedUntil",
  r.channel AS "channel", r.outcome AS "outcome"
  FROM service_requests r JOIN categories c ON c.id = r.category_id JOIN offices o ON o.id = r.office_id
  LEFT JOIN areas a ON a.id = r.area_id LEFT JOIN accounts p ON p.id = r.assignee_id
  LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'`;
