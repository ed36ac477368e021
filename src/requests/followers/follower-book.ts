/** Who follows a request. Rows are written in the transaction of the step that added or released somebody. */
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { may, type Viewer } from '../../access/viewer.js';
import { queryRows } from '../../database/query-rows.js';
import { LANGUAGES } from '../../shared/localized-text.js';
import { maskEmail } from '../contacts/mask.js';
import { VALUE } from '../steps/domain/step-draft.js';

export const FOLLOWERS_MAX = 50;
/** Of a report and of all that repeat it. */
const HEARERS_MAX = 500;

const person = z.object({
  name: z.string(),
  email: z.string(),
  language: z.enum(LANGUAGES),
});
/** Who it is, as the step that added them keeps it. */
export type FollowingPerson = z.infer<typeof person>;

export interface Following extends FollowingPerson {
  readonly id: string;
  readonly seq: number;
}

/** In the order in which they were added, at most fifty; who was forgotten is not there. */
export function followersOf(em: EntityManager, requestId: string): Promise<Following[]> {
  return read(em, { requestId }, `f.request_id = :requestId ORDER BY f.seq LIMIT ${FOLLOWERS_MAX}`);
}

/** Who hears of its steps: those, and who follows a report that was joined to it, directly or by another one; each address once. */
export async function hearersOf(em: EntityManager, requestId: string): Promise<Following[]> {
  const found = await read(
    em,
    { requestId },
    `f.request_id IN (SELECT id FROM joined) ORDER BY f.request_id <> :requestId, f.request_id, f.seq LIMIT ${HEARERS_MAX}`,
    `WITH RECURSIVE joined(id) AS (
       SELECT id FROM service_requests WHERE id = :requestId
       UNION SELECT r.id FROM service_requests r JOIN joined j ON r.duplicate_of_id = j.id)`,
  );
  const byAddress = new Map<string, Following>();
  for (const one of found) if (!byAddress.has(one.email)) byAddress.set(one.email, one);
  return [...byAddress.values()];
}

async function read(
  em: EntityManager,
  of: { readonly requestId: string },
  which: string,
  among = '',
): Promise<Following[]> {
  const rows = await queryRows<{ id: string; seq: number; value: string }>(
    em,
    `${among} SELECT f.id AS "id", f.seq AS "seq", v.value AS "value" FROM followers f
     JOIN step_values v ON v.request_id = f.request_id AND v.seq = f.seq AND v.name = :name AND v.value IS NOT NULL
     WHERE f.ended_seq IS NULL AND ${which}`,
    { ...of, name: VALUE.follower },
  );
  return rows.map(({ id, seq, value }) => ({ id, seq, ...person.parse(JSON.parse(value)) }));
}

/** Who follows a request as this viewer may read it: how many for everybody; who they are, addresses masked, for offices that see contacts. */
export interface FollowersSeen {
  readonly count: number;
  readonly people: readonly Pick<FollowingPerson, 'name' | 'email'>[];
}

export async function followersSeen(
  em: EntityManager,
  viewer: Viewer,
  requestId: string,
): Promise<FollowersSeen> {
  const followers = await followersOf(em, requestId);
  const isOpen = viewer.kind === 'office' && may(viewer, 'contacts.see');
  const people = followers.map(({ name, email }) => ({ name, email: maskEmail(email) }));
  return { count: followers.length, people: isOpen ? people : [] };
}
