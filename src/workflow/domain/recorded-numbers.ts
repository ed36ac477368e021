/**
 * Numbers that were recorded and that a limit counts: a quote, before its amount is authorised. The limit is of the last one, and an
 * authorisation is about the one that it was given for.
 */
import type { RequestSnapshot } from './decision.js';
import type { ActionDefinition, Guard } from './document.js';

/** A limit that counts what these actions have recorded in this field. */
export interface RecordedLimit {
  readonly field: string;
  readonly recorded: readonly string[];
}

/** The limits of an action that count what was recorded. */
export function recordedLimits({ guards }: ActionDefinition): RecordedLimit[] {
  return guards.flatMap((guard) =>
    guard.kind === 'at-most' && guard.recorded
      ? [{ field: guard.field, recorded: guard.recorded }]
      : [],
  );
}

/** What was last recorded and this limit counts; null where nothing was. */
export function lastRecorded(
  { field, recorded = [] }: Pick<Extract<Guard, { kind: 'at-most' }>, 'field' | 'recorded'>,
  request: Pick<RequestSnapshot, 'recorded'>,
): number | null {
  const last = request.recorded.findLast(
    (one) => one.field === field && recorded.includes(one.action),
  );
  return last?.value ?? null;
}
