import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { seenBy } from '../../requests/request-scope.js';
import type { TaskState } from '../../requests/tasks/domain/task-states.js';
import { Clock } from '../../shared/clock.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import { inLanguage, type Language, type LocalizedText } from '../../shared/localized-text.js';
import type { Month } from '../domain/month.js';
import { COUNTED_TASKS, type CountedTask, OFFERED_IN_TIME, WORKED } from './counted-tasks.js';

/** A task that a number counted, with the request that it is about. */
export interface ScoreTask {
  readonly id: string;
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly category: string;
  readonly state: TaskState;
  readonly offeredAt: Date;
  readonly dueAt: Date | null;
  /** When it was done; null while it is not. */
  readonly workedAt: Date | null;
}

export interface AskedTasks {
  readonly partnerId: string;
  readonly counted: CountedTask;
  /** Both within. */
  readonly from: Month;
  readonly to: Month;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Row extends Omit<ScoreTask, 'offeredAt' | 'dueAt' | 'workedAt'> {
  readonly offeredAt: unknown;
  readonly dueAt: unknown;
  readonly workedAt: unknown;
}

/** The tasks behind a number of a partner's score, the last offered first, of the requests that the viewer may see: by key, never a count. Refuses nothing. */
@Injectable()
export class ScoreTasks {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async list(viewer: Viewer, asked: AskedTasks, language: Language): Promise<Slice<ScoreTask>> {
    const { partnerId, counted, from, to, limit } = asked;
    const cursor = decodeCursor(asked.cursor, BY_INSTANT);
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row>(
      `${COLUMNS} WHERE t.partner_id = :partnerId AND ${OFFERED_IN_TIME} AND ${COUNTED_TASKS[counted]} AND (${scope.sql})
         ${cursor ? 'AND (t.offered_at, t.id) < (:at, :id)' : ''}
       ORDER BY t.offered_at DESC, t.id DESC LIMIT ${Math.trunc(limit) + 1}`,
      {
        ...scope.parameters,
        partnerId,
        from: startOfCivilDay(from.first).toISOString(),
        until: startOfCivilDay(to.next).toISOString(),
        now: this.clock.now().toISOString(),
        ...{ at: cursor?.[0], id: cursor?.[1] },
      },
    );
    const items = rows.slice(0, limit).map((row) => taskOf(row, language));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor([last.offeredAt.toISOString(), last.id]) : null };
  }
}

const COLUMNS = `SELECT t.id AS "id", r.ticket_number AS "ticketNumber", v.value AS "title", c.name AS "category", t.state AS "state",
    t.offered_at AS "offeredAt", t.due_at AS "dueAt", CASE WHEN t.state = 'done' THEN ${WORKED} END AS "workedAt"
  FROM tasks t JOIN service_requests r ON r.id = t.request_id JOIN categories c ON c.id = r.category_id
  LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'`;

function taskOf(row: Row, language: Language): ScoreTask {
  return {
    ...row,
    title: row.title === null ? null : String(JSON.parse(row.title)),
    category: inLanguage(JSON.parse(row.category) as LocalizedText, language), // a JSON column of ours
    offeredAt: toInstant(row.offeredAt),
    dueAt: toInstantOrNull(row.dueAt),
    workedAt: toInstantOrNull(row.workedAt),
  };
}
