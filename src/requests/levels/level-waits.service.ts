import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { toInstant } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import type { WorkflowDocument } from '../../workflow/domain/document.js';
import { seenBy } from '../request-scope.js';
import { findState } from '../../workflow/domain/transition.js';
import { Directory } from '../directory.service.js';
import { OPEN_TASK_STATES } from '../tasks/domain/task-states.js';
import { type Held, nextLevel } from './next-level.js';
import {
  type Level,
  levelOf,
  LEVELS,
  type Wait,
  type WaitingState,
  WAITS,
  waitingStates,
} from './waits.js';

const MOST = 200;

/** A request that waits for a level. */
export interface WaitLine {
  readonly ticketNumber: string;
  readonly title: string | null;
  /** `next`: none of the particular ones, and nobody has a task. */
  readonly wait: Wait | 'next' | 'news';
  readonly level: Level;
  readonly since: Date;
}

interface Among {
  readonly documents: readonly WorkflowDocument[];
  readonly office: string | undefined;
}

interface Row {
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly since: unknown;
  readonly workflow: string;
  readonly state: string;
  readonly amount: string | null;
}

/**
 * Promises what waits for each level among the requests that the viewer may see, the longest wait first: at most 200 of each kind. Says no
 * contact, and no word but the title.
 */
@Injectable()
export class LevelWaits {
  constructor(
    private readonly reads: Reads,
    private readonly directory: Directory,
  ) {}

  async list(
    viewer: Viewer,
    documents: readonly WorkflowDocument[],
    office?: string,
  ): Promise<WaitLine[]> {
    const lines = await Promise.all([
      ...WAITS.map((wait) => this.of(viewer, wait, { documents, office })),
      this.next(viewer, { documents, office }),
      this.news(viewer, office),
    ]);
    return lines.flat().sort((a, b) => a.since.getTime() - b.since.getTime());
  }

  private async of(viewer: Viewer, wait: Wait, { documents, office }: Among): Promise<WaitLine[]> {
    const waiting = documents.flatMap((document) => waitingStates(document, wait));
    if (waiting.length === 0) return [];
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT r.ticket_number AS "ticketNumber", v.value AS "title", r.state_since AS "since", w.code AS "workflow", r.state_code AS "state",
         ${wait === 'authorise' ? AMOUNT : 'NULL'} AS "amount"
       FROM service_requests r JOIN workflow_versions w ON w.id = r.workflow_version_id
       JOIN categories c ON c.id = r.category_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'
       WHERE r.state_kind <> 'closed' AND r.state_code IN (:...states) AND w.code || ' ' || r.state_code IN (:...pairs)
         AND (${scope.sql}) ${wait === 'authorise' ? 'AND c.needs_authorisation = :yes' : ''} ${inOffice(office)}
       ORDER BY r.state_since, r.id LIMIT ${MOST}`,
      {
        ...scope.parameters,
        states: [...new Set(waiting.map(({ state }) => state))],
        pairs: waiting.map(pairOf),
        yes: true,
        office,
      },
    );
    return rows.map((row) => {
      const document = documents.find(({ code }) => code === row.workflow);
      const amount = row.amount === null ? null : Number(JSON.parse(row.amount)); // a value of the step
      return { ...lineOf(row), wait, level: levelOf(wait, document, amount) };
    });
  }

  /** Every open request that has no open task and waits for nothing in particular. */
  private async next(viewer: Viewer, { documents, office }: Among): Promise<WaitLine[]> {
    const pairs = (waits: readonly Wait[]) =>
      waits.flatMap((wait) => documents.flatMap((one) => waitingStates(one, wait)).map(pairOf));
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT r.ticket_number AS "ticketNumber", v.value AS "title", r.state_since AS "since", w.code AS "workflow",
         r.state_code AS "state", NULL AS "amount"
       FROM service_requests r JOIN workflow_versions w ON w.id = r.workflow_version_id
       JOIN categories c ON c.id = r.category_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'
       WHERE r.state_kind = 'open' AND w.code || ' ' || r.state_code NOT IN (:...particular)
         AND (c.needs_authorisation = :no OR w.code || ' ' || r.state_code NOT IN (:...authorised))
         AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.request_id = r.id AND t.state IN (:...openTasks))
         AND (${scope.sql}) ${inOffice(office)}
       ORDER BY r.state_since, r.id LIMIT ${MOST}`,
      {
        ...scope.parameters,
        particular: ['', ...pairs(['take', 'second-person', 'close'])],
        authorised: ['', ...pairs(['authorise'])],
        openTasks: OPEN_TASK_STATES,
        no: false,
        office,
      },
    );
    const held = await this.held();
    return rows.flatMap((row) => {
      const document = documents.find(({ code }) => code === row.workflow);
      const state = document && findState(document, row.state);
      const level = state ? nextLevel(document, state, held) : 'operator'; // of an iter that no category names any more
      return level ? [{ ...lineOf(row), wait: 'next' as const, level }] : [];
    });
  }

  private async held(): Promise<Held> {
    const roles = await Promise.all(LEVELS.map((level) => this.directory.role(level)));
    return new Map(LEVELS.map((level, i) => [level, roles[i]?.permissions ?? []]));
  }

  /** News that an alderman or the mayor asked for and that the office has not ticked off. */
  private async news(viewer: Viewer, office: string | undefined): Promise<WaitLine[]> {
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT r.ticket_number AS "ticketNumber", v.value AS "title", n.created_at AS "since"
       FROM notices n JOIN service_requests r ON r.id = n.request_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'
       WHERE n.done_at IS NULL AND n.kind = 'news-asked' AND (${scope.sql}) ${inOffice(office)}
       ORDER BY n.created_at, n.id LIMIT ${MOST}`,
      { ...scope.parameters, office },
    );
    return rows.map((row) => ({ ...lineOf(row), wait: 'news', level: 'operator' }));
  }
}

/** The last quote that was recorded. */
const AMOUNT = `(SELECT a.value FROM steps s JOIN step_values a ON a.request_id = s.request_id AND a.seq = s.seq AND a.name = 'data.amount'
  WHERE s.request_id = r.id AND s.action = 'record-quote' ORDER BY s.seq DESC LIMIT 1)`;

function inOffice(office: string | undefined): string {
  return office ? 'AND r.office_id = (SELECT id FROM offices WHERE code = :office)' : '';
}

function lineOf({ ticketNumber, title, since }: Row) {
  return {
    ticketNumber,
    title: title === null ? null : String(JSON.parse(title)),
    since: toInstant(since),
  };
}

function pairOf({ workflow, state }: WaitingState): string {
  return `${workflow} ${state}`;
}
