/** The rows of `due_clocks`: what is stored of a request's clocks, and what a new reckoning changes in it. */
import { type EntityManager, IsNull } from 'typeorm';
import { toInstant } from '../../database/columns.js';
import { updateRows } from '../../database/update-rows.js';
import { insertRows } from '../../database/insert-rows.js';
import { changeRows, queryRows } from '../../database/query-rows.js';
import type { ClockRule, RequestClock } from './domain/clock-rules.js';
import { nextTry } from './domain/retry.js';
import { DueClock } from './due-clock.entity.js';

export interface StoredClock extends RequestClock {
  readonly requestId: string;
  readonly hasFired: boolean;
  readonly failures: number;
}

interface Row {
  readonly requestId: string;
  readonly rule: ClockRule;
  readonly subject: string;
  readonly since: unknown;
  readonly firesAt: unknown;
  readonly hasFired: unknown;
  readonly failures: number;
}

/** What a query of clocks selects. */
export const CLOCK_COLUMNS = `request_id AS "requestId", rule AS "rule", subject AS "subject", since AS "since", fires_at AS "firesAt",
  fired_at IS NOT NULL AS "hasFired", failures AS "failures"`;

export function storedClock({ since, firesAt, hasFired, ...row }: Row): StoredClock {
  return {
    ...row,
    since: toInstant(since),
    firesAt: toInstant(firesAt),
    hasFired: Boolean(hasFired),
  };
}

export async function clocksOf(em: EntityManager, requestId: string): Promise<StoredClock[]> {
  const rows = await queryRows<Row>(
    em,
    `SELECT ${CLOCK_COLUMNS} FROM due_clocks WHERE request_id = :requestId`,
    { requestId },
  );
  return rows.map(storedClock);
}

/** How a reckoning differs from the plain one, where what has fired stays so and what is new waits. */
export interface Winding {
  /** Whether a new one counts as fired. */
  readonly firedAt?: (clock: RequestClock) => Date | null;
  /** From when on one that has fired waits again: another iter may give it more time. */
  readonly againAfter?: Date;
}

/** Makes what waits be what is wanted. What has fired stays as it is and is not wound up again, unless `winding` says so. */
export async function rewind(
  em: EntityManager,
  requestId: string,
  { wanted, stored }: { wanted: readonly RequestClock[]; stored: readonly StoredClock[] },
  { firedAt = () => null, againAfter }: Winding = {},
): Promise<void> {
  const known = new Map(stored.map((clock) => [keyOf(clock), clock]));
  const kept = new Set(wanted.map(keyOf));
  await remove(
    em,
    stored.filter((clock) => !clock.hasFired && !kept.has(keyOf(clock))),
  );
  for (const clock of wanted) {
    const before = known.get(keyOf(clock));
    if (!before || before.firesAt.getTime() === clock.firesAt.getTime()) continue;
    const isAgain = againAfter !== undefined && clock.firesAt > againAfter;
    if (before.hasFired && !isAgain) continue;
    const place = placeOf({ ...clock, requestId });
    await updateRows(em, DueClock, place, { firesAt: clock.firesAt, firedAt: null });
  }
  const fresh = wanted.filter((clock) => !known.has(keyOf(clock)));
  await insertRows(
    em,
    DueClock,
    fresh.map((clock) => ({ ...clock, requestId, firedAt: firedAt(clock), failures: 0 })),
  );
}

async function remove(em: EntityManager, clocks: readonly StoredClock[]): Promise<void> {
  if (clocks.length === 0) return;
  const { condition, given } = places(clocks);
  await changeRows(em, `DELETE FROM due_clocks WHERE ${condition}`, given);
}

/** Takes clocks of different requests for firing: each is answered to exactly one of all who try, and only where it is due. */
export async function take(
  em: EntityManager,
  clocks: readonly StoredClock[],
  now: Date,
): Promise<StoredClock[]> {
  const { condition, given } = places(clocks);
  const rows = await queryRows<{ requestId: string }>(
    em,
    `UPDATE due_clocks SET fired_at = :now WHERE fired_at IS NULL AND fires_at <= :now AND ${condition}
     RETURNING request_id AS "requestId"`,
    { ...given, now: now.toISOString() },
  );
  const taken = new Set(rows.map(({ requestId }) => requestId));
  return clocks.filter(({ requestId }) => taken.has(requestId));
}

/** It could not be fired: it waits again, longer each time. Of several who failed at once one counts. */
export async function postpone(em: EntityManager, clock: StoredClock, now: Date): Promise<void> {
  const failures = clock.failures + 1;
  await em
    .createQueryBuilder()
    .update(DueClock)
    .set({ failures, firesAt: nextTry(now, failures) })
    .where({ ...placeOf(clock), failures: clock.failures, firedAt: IsNull() })
    .execute();
}

/** Which ones, for a query that meets several. */
function places(clocks: readonly StoredClock[]): {
  readonly condition: string;
  readonly given: Record<string, unknown>;
} {
  const given: Record<string, unknown> = {};
  const each = clocks.map(({ requestId, rule, subject, since }, i) => {
    Object.assign(given, { [`request${i}`]: requestId, [`rule${i}`]: rule });
    Object.assign(given, { [`subject${i}`]: subject, [`since${i}`]: since.toISOString() });
    return `(request_id = :request${i} AND rule = :rule${i} AND subject = :subject${i} AND since = :since${i})`;
  });
  return { condition: `(${each.join(' OR ')})`, given };
}

function placeOf({
  requestId,
  rule,
  subject,
  since,
}: Omit<StoredClock, 'firesAt' | 'hasFired' | 'failures'>) {
  return { requestId, rule, subject, since };
}

function keyOf({ rule, subject, since }: RequestClock): string {
  return `${rule} ${subject} ${since.getTime()}`;
}
