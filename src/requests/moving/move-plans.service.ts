import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { selectRows } from '../../database/select-rows.js';
import { newPlace, type Place } from '../../workflow/domain/drafting/new-place.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { ServiceRequest } from '../service-request.entity.js';
import type { Group, MoveOrder, MovePlan } from './move-order.js';

const SHOWN = 20;
const FIRST = '';

/** Promises what an order to move would do as things are now: how many requests stand where and lead where, and which come next. Reads only. */
@Injectable()
export class MovePlans {
  constructor(private readonly reads: Reads) {}

  async plan(order: MoveOrder): Promise<MovePlan> {
    const groups = await this.groups(order);
    const sum = (list: typeof groups) => list.reduce((total, { count }) => total + count, 0);
    const moving = groups.filter(({ to }) => to !== null);
    const rows = await this.rows(order.from, moving, { after: FIRST, limit: SHOWN });
    return {
      groups,
      moving: sum(moving),
      staying: sum(groups) - sum(moving),
      ticketNumbers: rows.map(({ ticketNumber }) => ticketNumber),
    };
  }

  /** The requests that should move and whose id follows `after`, in the order of their ids. */
  async next(order: MoveOrder, after: string | null, limit: number): Promise<string[]> {
    const moving = (await this.groups(order)).filter(({ to }) => to !== null);
    const rows = await this.rows(order.from, moving, { after: after ?? FIRST, limit });
    return rows.map(({ id }) => id);
  }

  private async groups({ from, to, map }: MoveOrder) {
    const rows = await this.reads.rows<Omit<Group, 'count'> & { count: unknown }>(
      `SELECT state_code AS "stateCode", MIN(state_kind) AS "stateKind", return_state AS "returnState", COUNT(*) AS "count"
       FROM service_requests WHERE workflow_version_id = :id AND state_kind <> 'closed'
       GROUP BY state_code, return_state ORDER BY state_code, return_state`,
      { id: from.id },
    );
    return rows.map((row): Group & { to: Place | null } => ({
      ...row,
      count: Number(row.count),
      to: newPlace(row, to.document, map),
    }));
  }

  private rows(
    from: WorkflowVersion,
    groups: readonly Group[],
    { after, limit }: { after: string; limit: number },
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
      this.reads.em,
      ServiceRequest,
      `WHERE workflow_version_id = :from AND state_kind <> 'closed' AND id > :after AND (${alike.join(' OR ')}) ORDER BY id LIMIT ${limit}`,
      { from: from.id, after, ...Object.fromEntries(named) },
    );
  }
}
