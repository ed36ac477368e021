import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { isRefusal } from '../../shared/refusal.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import type { RequestCard } from '../request-cards.service.js';
import { findRequest } from '../request-finder.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { holdRequest, leadsTo } from './duplicate-chain.js';

type Unnamed = 'ticket-unknown' | 'ticket-itself' | 'ticket-circle';

/**
 * The request that this one is said to repeat, held. Refuses, as a key of an error, itself, what in the end repeats it, and what whoever names
 * it may not see: absent and forbidden are one sentence.
 */
export async function namedDuplicate(
  em: EntityManager,
  { card: { request }, viewer }: { card: RequestCard; viewer: Viewer | null },
  given: string,
): Promise<ServiceRequest | Unnamed> {
  if (parseTicketNumber(given) === request.ticketNumber) return 'ticket-itself';
  const known = viewer && (await findRequest(em, viewer, given, { orAsked: true }));
  if (!known || isRefusal(known)) return 'ticket-unknown';
  const other = await holdRequest(em, known.id);
  return !other || (await leadsTo(em, other, request.id)) ? 'ticket-circle' : other;
}
