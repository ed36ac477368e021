/**
 * Numbers that were recorded and that a limit counts: a quote, before its amount is authorised. The limit is of the last one, and an
 * authorisation is about the one that it was given for. What whoever was asked for a quote gives counts like what an office records, also
 * under versions that were published before it could be given; one that came without an amount is above every limit until somebody records it.
 */
import type { RequestSnapshot } from './decision.js';
import type { ActionDefinition, Guard } from './document.js';

/** The step of whoever gives the quote that it was asked for. */
export const QUOTE_GIVEN = 'task-quote';

/** Stands for the amount of a quote that came without one. */
export const UNKNOWN_AMOUNT = Infinity;

/** A limit that counts what these actions have recorded in this field. */
export interface RecordedLimit {
  readonly field: string;
  readonly recorded: readonly string[];
  /** The version says itself what records the number: an office can record what came without it. */
  readonly isDeclared: boolean;
}

/** The limits of an action that count what was recorded. */
export function recordedLimits(action: ActionDefinition): RecordedLimit[] {
  return action.guards.flatMap((guard) =>
    guard.kind === 'at-most' ? counting(action, guard) : [],
  );
}

/** A limit on something else than money is left alone: it names nothing that records it, and authorises nothing. */
function counting(
  { code }: ActionDefinition,
  { field, recorded }: Extract<Guard, { kind: 'at-most' }>,
): RecordedLimit[] {
  if (!recorded && code !== 'authorise') return [];
  return [
    { field, recorded: [...(recorded ?? []), QUOTE_GIVEN], isDeclared: recorded !== undefined },
  ];
}

/** What was last recorded and the limit on this field counts; null where nothing was. */
export function lastRecorded(
  action: ActionDefinition,
  name: string,
  request: Pick<RequestSnapshot, 'recorded'>,
): number | null {
  const limit = recordedLimits(action).find(({ field }) => field === name);
  const last = request.recorded.findLast(
    (one) =>
      one.field === name &&
      limit?.recorded.includes(one.action) &&
      (limit.isDeclared || one.value !== UNKNOWN_AMOUNT),
  );
  return last?.value ?? null;
}
