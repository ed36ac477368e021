import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { selectRows } from '../../database/select-rows.js';
import { together } from '../../database/statements/together.js';
import { Refusal } from '../../shared/refusal.js';
import { findRequest, requestSeen } from '../request-finder.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { Task } from '../tasks/task.entity.js';
import { NO_WORDS, type RequestWords, wordsOf } from './request-words.js';

/** A request whose row the transaction holds, with what each command reads of it. */
export interface HeldRequest extends RequestWords {
  readonly request: ServiceRequest;
  readonly tasks: readonly Task[];
}

const HELD = { forChange: true, orAsked: true } as const;

/**
 * The request with this number as the viewer may see it, held until the transaction ends; or `not-found`, absent and forbidden alike. All is
 * asked for at once: PostgreSQL answers the later statements only when it has the row, so as the one before left it.
 */
export async function findHeld(
  em: EntityManager,
  viewer: Viewer,
  ticketNumber: string,
): Promise<HeldRequest | Refusal> {
  const seen = requestSeen(viewer, ticketNumber, HELD);
  if (!seen) return new Refusal('not-found');
  const ids = `SELECT r.id FROM service_requests r WHERE ${seen.sql}`;
  const [request, words, tasks] = await together(
    findRequest(em, viewer, ticketNumber, HELD),
    wordsOf(em, ids, seen.parameters),
    selectRows(em, Task, `WHERE request_id IN (${ids}) ORDER BY offered_at, id`, seen.parameters),
  );
  if (request instanceof Refusal) return request;
  return { request, tasks, ...(words.get(request.id) ?? NO_WORDS) };
}
