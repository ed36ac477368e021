import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../access/viewer.js';
import { Vault } from '../config/vault.js';
import { toInstant } from '../database/columns.js';
import { insertRows } from '../database/insert-rows.js';
import { changeRows, queryRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../shared/keyset.js';
import { Refusal } from '../shared/refusal.js';
import { Notice, type NoticeKind } from './notice.entity.js';

/** To an office, to everybody with a role, or to who has that role in that office; never to nobody. */
export type NewNotice = {
  readonly kind: NoticeKind;
  readonly requestId?: string | null;
  /** Blanks of the notice's sentence (no personal data). */
  readonly data?: Record<string, string>;
  /** Words to be told, sealed until it is done. */
  readonly text?: string;
} & ({ readonly officeId: string } | { readonly roleCode: string });

export interface OpenNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly requestId: string | null;
  readonly data: Record<string, string>;
  /** Whether there are words to read, see `readText`. */
  readonly hasText: boolean;
  readonly createdAt: Date;
}

const PAGE = 50;
const COUNT_LIMIT = 100;

/**
 * What council people must do or know. Shows a viewer the open notices of their offices and of their role, and nothing else (both where a notice names both); a notice
 * that is done loses its words.
 */
@Injectable()
export class Notices {
  constructor(
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  post(em: EntityManager, notice: NewNotice): Promise<void> {
    return this.postAll(em, [notice]);
  }

  /** In this order. */
  postAll(em: EntityManager, notices: readonly NewNotice[]): Promise<void> {
    const createdAt = this.clock.now();
    const rows = notices.map((notice) => ({
      id: newId(),
      kind: notice.kind,
      officeId: 'officeId' in notice ? notice.officeId : null,
      roleCode: 'roleCode' in notice ? notice.roleCode : null,
      requestId: notice.requestId ?? null,
      data: notice.data ?? {},
      sealedText: notice.text === undefined ? null : this.vault.seal(notice.text),
      createdAt,
      doneAt: null,
      doneById: null,
    }));
    return insertRows(em, Notice, rows);
  }

  /** Nobody need see to these any more: as if ticked off, by nobody. */
  async settle(em: EntityManager, requestId: string, kinds: readonly NoticeKind[]): Promise<void> {
    if (kinds.length === 0) return;
    await changeRows(
      em,
      `UPDATE notices SET done_at = :now, sealed_text = NULL
       WHERE request_id = :requestId AND kind IN (:...kinds) AND done_at IS NULL`,
      { requestId, kinds, now: this.clock.now() },
    );
  }

  /** Oldest first: what has waited longest is done first. */
  async openFor(viewer: OfficeViewer, cursor?: string, limit = PAGE): Promise<Slice<OpenNotice>> {
    const [at, id] = decodeCursor(cursor, BY_INSTANT) ?? [];
    const after = at === undefined ? '' : 'AND (n.created_at, n.id) > (:at, :id)';
    const rows = await this.reads.rows<NoticeRow>(
      `SELECT n.id, n.kind, n.request_id, n.data, n.created_at, n.sealed_text IS NOT NULL AS has_text
       FROM notices n WHERE n.done_at IS NULL AND ${mine(viewer)} ${after}
       ORDER BY n.created_at, n.id LIMIT ${Math.trunc(limit) + 1}`,
      { ...whose(viewer), at, id },
    );
    const items = rows.slice(0, limit).map(toOpen);
    const last = items.at(-1);
    const isMore = rows.length > limit && last !== undefined;
    return { items, next: isMore ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
  }

  /** How many are open, counted to 100 at most: more need no exact number. */
  async count(viewer: OfficeViewer): Promise<number> {
    const [row] = await this.reads.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count FROM (SELECT 1 FROM notices n
       WHERE n.done_at IS NULL AND ${mine(viewer)} LIMIT ${COUNT_LIMIT}) AS open_ones`,
      whose(viewer),
    );
    return Number(row?.count ?? 0);
  }

  /** Ticks it off and wipes its words; `not-found` where it is somebody else's or already done. */
  async done(em: EntityManager, id: string, viewer: OfficeViewer): Promise<Refusal | undefined> {
    const [open] = await queryRows<{ id: string }>(
      em,
      `SELECT n.id FROM notices n WHERE n.id = :id AND n.done_at IS NULL AND ${mine(viewer)}`,
      { ...whose(viewer), id },
    );
    if (!open) return new Refusal('not-found');
    const change = { doneAt: this.clock.now(), doneById: viewer.accountId, sealedText: null };
    await em.update(Notice, { id }, change);
    return undefined;
  }

  /** The words to be told; `not-found` where it is somebody else's, done, or has none. */
  async readText(id: string, viewer: OfficeViewer): Promise<string | Refusal> {
    const [row] = await this.reads.rows<{ sealed_text: string }>(
      `SELECT n.sealed_text FROM notices n WHERE n.id = :id AND n.done_at IS NULL
         AND n.sealed_text IS NOT NULL AND ${mine(viewer)}`,
      { ...whose(viewer), id },
    );
    return row ? this.vault.open(row.sealed_text) : new Refusal('not-found');
  }
}

interface NoticeRow {
  id: string;
  kind: NoticeKind;
  request_id: string | null;
  data: string;
  created_at: string | Date;
  has_text: boolean | number;
}

/** What may not be seen is not loaded: the filter of every query here. */
function mine({ officeIds }: OfficeViewer): string {
  const ofRole = '(n.role_code = :roleCode AND n.office_id IS NULL)';
  if (officeIds.length === 0) return ofRole;
  return `(${ofRole} OR (n.office_id IN (:...officeIds) AND (n.role_code IS NULL OR n.role_code = :roleCode)))`;
}

function whose({ officeIds, roleCode }: OfficeViewer): Record<string, unknown> {
  return { officeIds, roleCode };
}

function toOpen(row: NoticeRow): OpenNotice {
  return {
    id: row.id,
    kind: row.kind,
    requestId: row.request_id,
    data: JSON.parse(row.data) as Record<string, string>, // written by `post`
    hasText: Boolean(row.has_text),
    createdAt: toInstant(row.created_at),
  };
}
