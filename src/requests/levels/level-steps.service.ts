import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { endOfCivilDay, startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { toInstant } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import type { Language } from '../../shared/localized-text.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { seenBy } from '../request-scope.js';
import { StepWords } from '../steps/step-words.service.js';
import type { Level } from './level.js';

/** A step as the list tells it: what, when, by whom; none of its words. */
export interface LevelStep {
  readonly ticketNumber: string;
  readonly seq: number;
  readonly title: string | null;
  readonly label: string;
  readonly at: Date;
  readonly by: string | null;
  readonly movedState: boolean;
}

export interface LevelFilter {
  readonly level: Level;
  /** Civil dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Code of the office that has the request. */
  readonly office?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Row extends Omit<LevelStep, 'label' | 'at' | 'movedState'> {
  readonly id: string;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly workflowVersionId: string;
  readonly recordedAt: unknown;
}

/** Promises what people of a level have recorded on the requests that the viewer may see, newest first, by key and within a period. */
@Injectable()
export class LevelSteps {
  constructor(
    private readonly reads: Reads,
    private readonly workflows: Workflows,
    private readonly words: StepWords,
  ) {}

  async list(viewer: Viewer, filter: LevelFilter, language: Language): Promise<Slice<LevelStep>> {
    const { level, from, to, office, limit } = filter;
    const [at, id] = decodeCursor(filter.cursor, BY_INSTANT) ?? [];
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT s.id AS "id", s.seq AS "seq", s.action AS "action", s.from_state AS "fromState", s.to_state AS "toState",
         s.workflow_version_id AS "workflowVersionId", s.recorded_at AS "recordedAt", r.ticket_number AS "ticketNumber",
         v.value AS "title", a.value AS "by"
       FROM steps s JOIN service_requests r ON r.id = s.request_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'
       LEFT JOIN step_values a ON a.request_id = r.id AND a.seq = s.seq AND a.name = 'actor.name'
       WHERE s.actor_role = :level AND s.recorded_at >= :start AND s.recorded_at < :end AND (${scope.sql})
         ${office ? 'AND r.office_id = (SELECT id FROM offices WHERE code = :office)' : ''}
         ${at === undefined ? '' : 'AND (s.recorded_at, s.id) < (:at, :id)'}
       ORDER BY s.recorded_at DESC, s.id DESC LIMIT ${Math.trunc(limit) + 1}`,
      {
        ...scope.parameters,
        level,
        start: startOfCivilDay(from).toISOString(),
        end: endOfCivilDay(to).toISOString(),
        office,
        at,
        id,
      },
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: await Promise.all(page.map((row) => this.line(row, language))),
      next: last ? encodeCursor([toInstant(last.recordedAt).toISOString(), last.id]) : null,
    };
  }

  private async line(row: Row, language: Language): Promise<LevelStep> {
    const { document } = await this.workflows.byId(row.workflowVersionId);
    return {
      ticketNumber: row.ticketNumber,
      seq: row.seq,
      title: textOf(row.title),
      label: this.words.label(document, row.action, language),
      at: toInstant(row.recordedAt),
      by: textOf(row.by),
      movedState: row.fromState !== row.toState,
    };
  }
}

/** A value of a step is JSON, and null where it was erased. */
function textOf(json: string | null): string | null {
  return json === null ? null : String(JSON.parse(json));
}
