import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { Refusal } from '../shared/refusal.js';
import { parseTicketNumber } from './filing/domain/ticket-number.js';
import { seenBy } from './request-scope.js';
import { ServiceRequest } from './service-request.entity.js';

/**
 * The request with this number as the viewer may see it, or `not-found` (absent and forbidden alike). `forChange` holds its row until the
 * transaction ends, so that one request has one writer at a time.
 */
export async function findRequest(
  em: EntityManager,
  viewer: Viewer,
  ticketNumber: string,
  options: { readonly forChange?: boolean } = {},
): Promise<ServiceRequest | Refusal> {
  const number = parseTicketNumber(ticketNumber);
  if (!number) return new Refusal('not-found');
  const scope = seenBy(viewer);
  const query = em
    .createQueryBuilder(ServiceRequest, 'r')
    .where('r.ticketNumber = :number', { number })
    .andWhere(scope.sql, scope.parameters);
  if (options.forChange && em.dataSource.options.type === 'postgres')
    query.setLock('pessimistic_write');
  return (await query.getOne()) ?? new Refusal('not-found');
}
