/** Title, text and contacts of requests as they are now: the latest values that their steps keep and nobody has erased. */
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { type Contacts, contactsValue } from '../contacts/contacts.js';
import { VALUE } from '../steps/domain/step-draft.js';

/** Each null where it was erased or never given. */
export interface RequestWords {
  readonly title: string | null;
  readonly description: string | null;
  readonly contacts: Contacts | null;
}

/** Of each request that has any, by its id. `ids` is what stands in the parentheses of `IN`: names of parameters, or a query. */
export async function wordsOf(
  em: EntityManager,
  ids: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, RequestWords>> {
  const rows = await queryRows<{ requestId: string; name: string; value: string }>(
    em,
    `SELECT request_id AS "requestId", name AS "name", value AS "value" FROM step_values
     WHERE request_id IN (${ids}) AND name IN (:...names) AND value IS NOT NULL ORDER BY seq`,
    { ...parameters, names: [VALUE.title, VALUE.description, VALUE.contacts] },
  );
  const latest = new Map<string, Map<string, string>>();
  for (const { requestId, name, value } of rows)
    latest.set(requestId, (latest.get(requestId) ?? new Map<string, string>()).set(name, value));
  return new Map([...latest].map(([requestId, values]) => [requestId, worded(values)]));
}

/** By name, as JSON text. */
function worded(values: ReadonlyMap<string, string>): RequestWords {
  const read = (name: string): unknown => JSON.parse(values.get(name) ?? 'null');
  const contacts = contactsValue.safeParse(read(VALUE.contacts));
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    title: text(read(VALUE.title)),
    description: text(read(VALUE.description)),
    contacts: contacts.success ? contacts.data : null,
  };
}

export const NO_WORDS: RequestWords = { title: null, description: null, contacts: null };
