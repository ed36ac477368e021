import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { queryRows } from '../database/query-rows.js';
import { Clock } from '../shared/clock.js';
import { Notice, type NoticeKind } from './notice.entity.js';
import { Notices } from './notices.service.js';

/** Something that is so until somebody mends it. */
export interface StandingMatter {
  /** What makes it this one: told once, however often it is found. */
  readonly key: string;
  /** Blanks of the notice's sentence. */
  readonly data: Readonly<Record<string, string>>;
}

/**
 * Tells a role of what stands wrong, once for each matter: a notice that was ticked off does not come back while the matter stands. What is
 * mended closes its notice, and would be told anew.
 */
@Injectable()
export class StandingNotices {
  constructor(
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** `matters`: all of this kind that stand now. */
  async keep(
    em: EntityManager,
    { kind, roleCode }: { readonly kind: NoticeKind; readonly roleCode: string },
    matters: readonly StandingMatter[],
  ): Promise<void> {
    await alone(em, roleCode);
    const told = await this.told(em, kind, roleCode);
    const known = new Set(told.map(({ data }) => data['key']));
    for (const { key, data } of matters)
      if (!known.has(key)) await this.notices.post(em, { kind, roleCode, data: { ...data, key } });
    const standing = new Set(matters.map(({ key }) => key));
    for (const { id, data, isDone } of told)
      if (!standing.has(data['key'] ?? '')) await this.mend(em, id, data, isDone);
  }

  private async told(em: EntityManager, kind: NoticeKind, roleCode: string) {
    const rows = await queryRows<{ id: string; data: string; isDone: unknown }>(
      em,
      `SELECT id AS "id", data AS "data", done_at IS NOT NULL AS "isDone" FROM notices
       WHERE role_code = :roleCode AND kind = :kind ORDER BY created_at DESC LIMIT 1000`,
      { roleCode, kind },
    );
    return rows
      .map(({ id, data, isDone }) => ({
        id,
        data: JSON.parse(data) as Record<string, string>, // written by `Notices.post`
        isDone: Boolean(isDone),
      }))
      .filter(({ data }) => !('mended' in data));
  }

  private async mend(
    em: EntityManager,
    id: string,
    data: Record<string, string>,
    isDone: boolean,
  ): Promise<void> {
    const now = this.clock.now();
    const change = { data: { ...data, mended: now.toISOString() } };
    await em.update(Notice, { id }, isDone ? change : { ...change, doneAt: now });
  }
}

/** Of two processes that look at the same moment the second waits and finds it told. SQLite writes one at a time anyway. */
async function alone(em: EntityManager, roleCode: string): Promise<void> {
  if (databaseKind === 'postgres')
    await queryRows(em, 'SELECT code FROM roles WHERE code = :roleCode FOR NO KEY UPDATE', {
      roleCode,
    });
}
