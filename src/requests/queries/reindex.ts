import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { type Contacts, contactsValue, fullName } from '../contacts/contacts.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { indexWords } from './search-index.js';

/** Makes a request findable by what is still there of its words. */
export async function reindex(em: EntityManager, request: ServiceRequest): Promise<void> {
  const rows = await queryRows<{ name: string; value: string | null }>(
    em,
    `SELECT name, value FROM step_values WHERE request_id = :requestId AND name IN (:...names) ORDER BY seq`,
    { requestId: request.id, names: [VALUE.title, VALUE.description, VALUE.contacts] },
  );
  const latest = Object.fromEntries(
    rows.map(({ name, value }) => [name, value === null ? null : (JSON.parse(value) as unknown)]),
  );
  const contacts = contactsValue.safeParse(latest[VALUE.contacts]);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  await indexWords(
    em,
    request,
    searchWords(request, {
      title: text(latest[VALUE.title]),
      description: text(latest[VALUE.description]),
      contacts: contacts.success ? contacts.data : null,
    }),
  );
}

/** What a request is found by: number (also its running number alone), title, text, address; and, apart, name and contacts. */
export function searchWords(
  { ticketNumber, address }: ServiceRequest,
  {
    title,
    description,
    contacts,
  }: { title: string | null; description: string | null; contacts: Contacts | null },
) {
  return {
    words: [ticketNumber, ticketNumber.slice(5, 11), title, description, address],
    contactWords: contacts ? [fullName(contacts), contacts.email, contacts.phone] : [],
  };
}
