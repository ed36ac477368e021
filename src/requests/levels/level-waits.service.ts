import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { toInstant } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { WorkflowsInUse } from '../../workflow/workflows-in-use.service.js';
import { Directory } from '../directory.service.js';
import { seenBy } from '../request-scope.js';
import { OPEN_TASK_STATES } from '../tasks/domain/task-states.js';
import { type Held, type Level, levelFor, LEVELS } from './level.js';
import { LevelAmounts, type Unauthorised } from './level-amounts.service.js';
import { inStates, type RunningState } from './running-states.js';
import { type Wait, type Waiting, waitingIn, WAITS } from './waits.js';

const MOST = 200;

/** A request that waits for a level. */
export interface WaitLine {
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly wait: Wait | 'news';
  readonly level: Level;
  readonly since: Date;
}

interface Row {
  readonly id: string;
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly since: unknown;
  readonly versionId: string;
  readonly state: string;
  readonly isAsked: unknown;
}

/** A state of a version that requests run on, and what they wait for in it. */
type Place = RunningState & Waiting & Pick<Unauthorised, 'document'>;

/**
 * Promises what waits for each level among the requests that the viewer may see, each by the version that it runs on and at one level, the
 * longest wait first: at most 200 of each kind. Says no contact, and no word but the title.
 */
@Injectable()
export class LevelWaits {
  constructor(
    private readonly reads: Reads,
    private readonly directory: Directory,
    private readonly workflows: Workflows,
    private readonly inUse: WorkflowsInUse,
    private readonly amounts: LevelAmounts,
  ) {}

  async list(viewer: Viewer, office?: string): Promise<WaitLine[]> {
    const held = await this.held();
    const places = (await this.places()).filter(({ leads }) => levelFor(leads, held) !== null);
    const lines = await Promise.all([
      ...WAITS.map(async (wait) => {
        const waiting = places.filter((one) => one.wait === wait);
        return this.lines(await this.rows(viewer, wait, { waiting, office }), waiting, held);
      }),
      this.news(viewer, office),
    ]);
    return lines.flat().sort((a, b) => a.since.getTime() - b.since.getTime());
  }

  private async places(): Promise<Place[]> {
    const ids = await this.inUse.running();
    const versions = await Promise.all(ids.map((id) => this.workflows.byId(id)));
    return versions.flatMap(({ id, document }) =>
      document.states
        .filter(({ kind }) => kind === 'open')
        .flatMap((state) =>
          [true, false].map((isAsked) => ({
            ...waitingIn(document, state, isAsked),
            ...{ versionId: id, document, state: state.code, isAsked },
          })),
        ),
    );
  }

  /** What is not closed is asked for too, as its index says it. Whoever has a task is waited for before anybody who leads on. */
  private rows(
    viewer: Viewer,
    wait: Wait,
    { waiting, office }: { waiting: readonly Place[]; office: string | undefined },
  ): Promise<Row[]> {
    const scope = seenBy(viewer);
    const states = inStates(waiting);
    const isFree = 'NOT EXISTS (SELECT 1 FROM tasks t WHERE t.request_id = r.id AND t.state IN (:...openTasks))'; // prettier-ignore
    return this.reads.rows<Row>(
      `SELECT r.id AS "id", r.ticket_number AS "ticketNumber", v.value AS "title", r.state_since AS "since",
         r.workflow_version_id AS "versionId", r.state_code AS "state", c.needs_authorisation AS "isAsked"
       FROM service_requests r JOIN categories c ON c.id = r.category_id
       LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'title'
       WHERE r.state_kind <> 'closed' AND (${states.sql}) AND (${scope.sql}) ${inOffice(office)}
         ${wait === 'next' ? `AND ${isFree}` : ''}
       ORDER BY r.state_since, r.id LIMIT ${MOST}`,
      { ...scope.parameters, ...states.parameters, office, openTasks: OPEN_TASK_STATES },
    );
  }

  private async lines(
    rows: readonly Row[],
    waiting: readonly Place[],
    held: Held,
  ): Promise<WaitLine[]> {
    const found = rows.flatMap((row) => {
      const place = waiting.find(
        ({ versionId, state, isAsked }) =>
          versionId === row.versionId && state === row.state && isAsked === Boolean(row.isAsked),
      );
      return place ? [{ row, place }] : [];
    });
    const unauthorised = found.filter(({ place }) => place.wait === 'authorise');
    const amounts = await this.amounts.of(
      unauthorised.map(({ row, place }) => ({ ...place, requestId: row.id })),
    );
    return found.flatMap(({ row, place: { wait, leads } }) => {
      const level = levelFor(leads, held, amounts.get(row.id));
      return level ? [{ ...lineOf(row), wait, level }] : [];
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
