import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { selectRows } from '../database/select-rows.js';
import type { Viewer } from '../access/viewer.js';
import { Refusal } from '../shared/refusal.js';
import { parseTicketNumber } from './filing/domain/ticket-number.js';
import { seenBy, seenOrAsked } from './request-scope.js';
import { ServiceRequest } from './service-request.entity.js';

/**
 * The request with this number as the viewer may see it, or `not-found` (absent and forbidden alike). `forChange` holds its row until the
 * transaction ends, so that one request has one writer at a time. `orAsked` finds also what an office of theirs was asked to help with.
 */
export async function findRequest(
  em: EntityManager,
  viewer: Viewer,
  ticketNumber: string,
  options: { readonly forChange?: boolean; readonly orAsked?: boolean } = {},
): Promise<ServiceRequest | Refusal> {
  const number = parseTicketNumber(ticketNumber);
  if (!number) return new Refusal('not-found');
  const scope = options.orAsked ? seenOrAsked(viewer) : seenBy(viewer);
  const held = options.forChange && databaseKind === 'postgres' ? 'FOR UPDATE' : '';
  const found = await selectRows(
    em,
    ServiceRequest,
    `r WHERE r.ticket_number = :number AND (${scope.sql}) ${held}`,
    { number, ...scope.parameters },
  );
  return found[0] ?? new Refusal('not-found');
}
