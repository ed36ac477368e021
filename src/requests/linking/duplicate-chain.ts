/**
 * Which request a duplicate leads to. A chain (A repeats B, B repeats C) is followed to its end and never closes into a circle: whoever
 * links holds both rows first, so of two that would close one, the second sees what the first has written.
 */
import type { EntityManager } from 'typeorm';
import { selectRow, selectRows } from '../../database/select-rows.js';
import { conversationOf } from '../../database/statements/conversation.js';
import { ServiceRequest } from '../service-request.entity.js';

/** Longer chains do not happen; a damaged row must not hang a page. */
const LONGEST_CHAIN = 50;
const MOST_DUPLICATES = 200;

/** The row, held until the transaction ends; outside of one (a preview) it is only read. */
export function holdRequest(em: EntityManager, id: string): Promise<ServiceRequest | null> {
  const held = conversationOf(em) ? 'FOR UPDATE' : '';
  return selectRows(em, ServiceRequest, `WHERE id = :id ${held}`, { id }).then(
    ([found]) => found ?? null,
  );
}

/** Whether the chain that begins with `from` comes to `target`. */
export async function leadsTo(
  em: EntityManager,
  from: ServiceRequest,
  target: string,
): Promise<boolean> {
  const chain = await chainOf(em, from);
  return chain.some(({ id }) => id === target);
}

/** The request at the end of the chain; itself where it repeats none. */
export async function survivorOf(
  em: EntityManager,
  request: ServiceRequest,
): Promise<ServiceRequest> {
  return (await chainOf(em, request)).at(-1) ?? request;
}

/** The same, held until the transaction ends; throws where the request is gone. */
export async function holdSurvivor(
  em: EntityManager,
  request: ServiceRequest,
): Promise<ServiceRequest> {
  const { id } = await survivorOf(em, request);
  const held = await holdRequest(em, id);
  if (!held) throw new Error(`request ${request.ticketNumber} repeats one that is gone`);
  return held.duplicateOfId === null ? held : holdSurvivor(em, held); // joined to a third meanwhile
}

/** Everything that repeats this request, directly or by another one, nearest first. */
export async function duplicatesOf(em: EntityManager, id: string): Promise<ServiceRequest[]> {
  const found: ServiceRequest[] = [];
  let ids = [id];
  while (ids.length > 0 && found.length < MOST_DUPLICATES) {
    const next = await selectRows(
      em,
      ServiceRequest,
      `WHERE duplicate_of_id IN (:...ids) ORDER BY id LIMIT ${MOST_DUPLICATES}`,
      { ids },
    );
    found.push(...next);
    ids = next.map((one) => one.id);
  }
  return found;
}

/** The request and what it repeats, one after the other. */
async function chainOf(em: EntityManager, from: ServiceRequest): Promise<ServiceRequest[]> {
  const chain = [from];
  let last = from;
  while (last.duplicateOfId !== null && chain.length < LONGEST_CHAIN) {
    const next = await selectRow(em, ServiceRequest, 'WHERE id = :id', { id: last.duplicateOfId });
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
}
