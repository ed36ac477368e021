/**
 * The phases of a request that another system had closed: it was filed, and its end came on the day of its closing. What lay between is told by
 * nobody, so until then it stood where every request of its iter begins. One step, the import, tells both; the filing stands before it, as number nought.
 */
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import { updateRows } from '../../database/update-rows.js';
import { levelOf } from '../facts/domain/level.js';
import { StateMove } from '../facts/state-move.entity.js';
import type { ServiceRequest } from '../service-request.entity.js';

const BEFORE_THE_IMPORT = 0;
const IMPORT = 1;

/** After the import's step, whose one move led to the end at once. Leaves what is open as it is. */
export async function tellApart(
  em: EntityManager,
  { id: requestId, filedAt, closedAt }: ServiceRequest,
  initial: string,
): Promise<void> {
  if (!closedAt) return;
  const filing = {
    ...{ requestId, seq: BEFORE_THE_IMPORT, movedOn: civilDate(filedAt) },
    ...{ fromState: null, toState: initial },
    level: levelOf({ actorKind: 'system', actorRole: null }),
  };
  await insertRows(em, StateMove, [filing]);
  const ending = { fromState: initial, movedOn: civilDate(closedAt) };
  await updateRows(em, StateMove, { requestId, seq: IMPORT }, ending);
}
