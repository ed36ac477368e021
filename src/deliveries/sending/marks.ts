/**
 * How the end of an attempt is written: always under the lease's token, so that whoever holds an older lease writes nothing. Works on what
 * happened together with as few statements as there are kinds of end.
 */
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { changeRows, queryRows } from '../../database/query-rows.js';
import { newId } from '../../shared/ids.js';
import { DeliveryAttempt } from '../delivery-attempt.entity.js';
import type { Outcome } from '../domain/outcome.js';
import type { Verdict } from '../domain/verdict.js';
import type { Leased } from './leases.js';

/** What an attempt came to. */
export interface Result {
  readonly leased: Leased;
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** Null where the content could not even be opened. */
  readonly sizeBytes: number | null;
}

/** And what follows from it. */
export interface Judged extends Result {
  readonly verdict: Verdict;
}

/** Of those that were accepted, the ones whose lease was still ours. */
export async function markDone<T extends Judged>(
  em: EntityManager,
  accepted: readonly T[],
  now: Date,
): Promise<T[]> {
  if (accepted.length === 0) return [];
  const parameters: Record<string, unknown> = { now: now.toISOString() };
  const leases = accepted.map(({ leased: { id, token } }, i) => {
    parameters[`id${i}`] = id;
    parameters[`token${i}`] = token;
    return `(:id${i}, :token${i})`;
  });
  const marked = await queryRows<{ id: string; attempts: number }>(
    em,
    `UPDATE deliveries SET state = 'done', next_at = :now, ended_at = :now, sealed_content = NULL,
       lease_token = NULL, lease_until = NULL
     WHERE (id, lease_token) IN (VALUES ${leases.join(', ')}) RETURNING id, attempts`,
    parameters,
  );
  const attemptsOf = new Map(marked.map(({ id, attempts }) => [id, attempts]));
  // a lease lost and taken anew by this very process may be marked beside its successor: the attempt tells them apart
  return accepted.filter(({ leased }) => attemptsOf.get(leased.id) === leased.attempts);
}

/** One that was not accepted. False where the lease is no longer ours. */
export async function markNotDone(
  em: EntityManager,
  { id, token, attempts }: Leased,
  { state, nextAt, burnsAttempt }: Verdict,
  now: Date,
): Promise<boolean> {
  const isEnded = state !== 'pending';
  const rows = await queryRows(
    em,
    `UPDATE deliveries SET state = :state, attempts = :attempts, next_at = :nextAt,
       lease_token = NULL, lease_until = NULL ${isEnded ? ', sealed_content = NULL, ended_at = :now' : ''}
     WHERE id = :id AND lease_token = :token RETURNING id`,
    {
      ...{ id, token, state, nextAt: (nextAt ?? now).toISOString(), now: now.toISOString() },
      attempts: burnsAttempt ? attempts : attempts - 1,
    },
  );
  return rows.length === 1;
}

/** What waits behind it cannot go sooner: it is not looked at before. */
export async function putOffFollowers(
  em: EntityManager,
  { stream, sequence }: Leased,
  until: Date,
): Promise<void> {
  await changeRows(
    em,
    `UPDATE deliveries SET next_at = :until
     WHERE stream = :stream AND sequence > :sequence AND state = 'pending' AND next_at < :until`,
    { stream, sequence, until: until.toISOString() },
  );
}

const ATTEMPT_WORDS = { done: 'sent', pending: 'retry', dead: 'failed' } as const;

export async function noteAttempts(
  em: EntityManager,
  judged: readonly Judged[],
  now: Date,
): Promise<void> {
  const rows = judged.map(({ leased, outcome, durationMs, sizeBytes, verdict }) => ({
    id: newId(),
    deliveryId: leased.id,
    attempt: leased.attempts,
    at: now,
    outcome: ATTEMPT_WORDS[verdict.state],
    detail: outcome.detail.slice(0, 300),
    durationMs: Math.round(durationMs),
    sizeBytes,
  }));
  await insertRows(em, DeliveryAttempt, rows);
}
