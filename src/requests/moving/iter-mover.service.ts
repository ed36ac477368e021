import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { databaseKind } from '../../config/database-kind.js';
import { Reads } from '../../database/reads.js';
import { selectRows } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { Refusal } from '../../shared/refusal.js';
import { newPlace } from '../../workflow/domain/drafting/new-place.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { WritePath } from '../write-path.service.js';
import type { Group, MoveOrder, MovePlan } from './move-order.js';
import { MoveSteps } from './move-steps.service.js';

const BATCH = 50;
const SHOWN = 20;

/**
 * Moves running requests to another version of their iter: each by a step of its own through the one write path, that names who did it and both
 * versions. Refuses without the permission, and to a version that is not in force. A batch at a time: what is left is counted anew.
 */
@Injectable()
export class IterMover {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly cards: RequestCards,
    private readonly steps: MoveSteps,
    private readonly writePath: WritePath,
  ) {}

  async plan({ from, to, map }: MoveOrder): Promise<MovePlan> {
    const groups = (await this.groups(from)).map((group) => ({
      ...group,
      to: newPlace(group, to.document, map),
    }));
    const sum = (list: typeof groups) => list.reduce((total, { count }) => total + count, 0);
    const moving = groups.filter((group) => group.to !== null);
    const rows = await this.next(this.reads.em, from, moving, SHOWN);
    return {
      groups,
      moving: sum(moving),
      staying: sum(groups) - sum(moving),
      ticketNumbers: rows.map(({ ticketNumber }) => ticketNumber),
    };
  }

  /** Moves at most 50. How many were moved now, and how many that should are left. */
  async move(
    viewer: OfficeViewer,
    order: MoveOrder,
  ): Promise<{ moved: number; left: number } | Refusal> {
    if (!may(viewer, 'configuration.edit')) return new Refusal('not-allowed');
    if (order.to.status !== 'published' || order.to.code !== order.from.code)
      return new Refusal('stale-version');
    const { groups } = await this.plan(order);
    const moving = groups.filter(({ to }) => to !== null);
    const rows = await this.next(this.reads.em, order.from, moving, BATCH);
    let moved = 0;
    for (const { id } of rows) if (await this.moveOne(viewer, id, order)) moved += 1;
    if (moved > 0) await this.transactions.run((em) => this.steps.note(em, viewer, order, moved));
    return { moved, left: (await this.plan(order)).moving };
  }

  /** False where somebody was faster: it was closed, or moved to a state that stays. */
  private moveOne(viewer: OfficeViewer, id: string, order: MoveOrder): Promise<boolean> {
    const { from, to, map } = order;
    return this.transactions.run(async (em) => {
      const held = databaseKind === 'postgres' ? 'FOR UPDATE' : '';
      const [request] = await selectRows(em, ServiceRequest, `WHERE id = :id ${held}`, { id });
      if (request?.workflowVersionId !== from.id || request.stateKind === 'closed') return false;
      const place = newPlace(request, to.document, map);
      if (!place) return false;
      const card = await this.cards.load(em, request);
      const change = await this.steps.change(viewer, card, { order, place });
      await this.writePath.apply(em, { ...card, workflow: to }, change);
      return true;
    });
  }

  private async groups(from: WorkflowVersion): Promise<Group[]> {
    const rows = await this.reads.rows<Omit<Group, 'count'> & { count: unknown }>(
      `SELECT state_code AS "stateCode", MIN(state_kind) AS "stateKind", return_state AS "returnState", COUNT(*) AS "count"
       FROM service_requests WHERE workflow_version_id = :id AND state_kind <> 'closed'
       GROUP BY state_code, return_state ORDER BY state_code, return_state`,
      { id: from.id },
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  private next(
    em: EntityManager,
    from: WorkflowVersion,
    groups: readonly Group[],
    limit: number,
  ): Promise<ServiceRequest[]> {
    if (groups.length === 0) return Promise.resolve([]);
    const alike = groups.map(
      (_, at) => `(state_code = :state${at} AND COALESCE(return_state, '') = :back${at})`,
    );
    const named = groups.flatMap(({ stateCode, returnState }, at) => [
      [`state${at}`, stateCode],
      [`back${at}`, returnState ?? ''],
    ]);
    return selectRows(
      em,
      ServiceRequest,
      `WHERE workflow_version_id = :from AND state_kind <> 'closed' AND (${alike.join(' OR ')}) ORDER BY id LIMIT ${limit}`,
      { from: from.id, ...Object.fromEntries(named) },
    );
  }
}
