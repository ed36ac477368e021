import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { selectRows } from '../database/select-rows.js';
import type { Viewer } from '../access/viewer.js';
import { Refusal } from '../shared/refusal.js';
import { parseTicketNumber } from './filing/domain/ticket-number.js';
import { type Condition, seenBy, seenOrAsked } from './request-scope.js';
import { ServiceRequest } from './service-request.entity.js';

interface Finding {
  readonly forChange?: boolean;
  readonly orAsked?: boolean;
}

/**
 * The request with this number as the viewer may see it, or `not-found` (absent and forbidden alike). `forChange` holds its row until the
 * transaction ends, so that one request has one writer at a time. `orAsked` finds also what an office of theirs was asked to help with.
 */
export async function findRequest(
  em: EntityManager,
  viewer: Viewer,
  ticketNumber: string,
  options: Finding = {},
): Promise<ServiceRequest | Refusal> {
  const seen = requestSeen(viewer, ticketNumber, options);
  if (!seen) return new Refusal('not-found');
  const held = options.forChange && databaseKind === 'postgres' ? 'FOR UPDATE' : '';
  const tail = `r WHERE ${seen.sql} ${held}`;
  const found = await selectRows(em, ServiceRequest, tail, seen.parameters);
  return found[0] ?? new Refusal('not-found');
}

/** The same as a condition, for what is read beside it; null where no request has such a number. */
export function requestSeen(
  viewer: Viewer,
  ticketNumber: string,
  { orAsked = false }: Finding = {},
): Condition | null {
  const number = parseTicketNumber(ticketNumber);
  if (!number) return null;
  const { sql, parameters } = orAsked ? seenOrAsked(viewer) : seenBy(viewer);
  return { sql: `r.ticket_number = :number AND (${sql})`, parameters: { number, ...parameters } };
}
