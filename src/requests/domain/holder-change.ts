/**
 * What a step did to who has a request: category, office and person, before and after, as the step itself keeps it. So striking the step
 * through can take it back. Pure.
 */
import { z } from 'zod';
import type { ServiceRequest } from '../service-request.entity.js';

const COLUMNS = ['categoryId', 'officeId', 'assigneeId'] as const;
type Held = Pick<ServiceRequest, (typeof COLUMNS)[number]>;

const held = z.object({
  categoryId: z.string().optional(),
  officeId: z.string().optional(),
  assigneeId: z.string().nullable().optional(),
});
const holderChange = z.object({ before: held, after: held });
export type HolderChange = z.output<typeof holderChange>;

/** The columns that it changes, ids; null where it changes none. */
export function holderChangeValue(before: Held, after: Held): HolderChange | null {
  const changed = COLUMNS.filter((column) => before[column] !== after[column]);
  const only = (of: Held) => Object.fromEntries(changed.map((column) => [column, of[column]]));
  return changed.length === 0 ? null : { before: only(before), after: only(after) };
}

/** Reads it back; null for what is none. */
export function readHolderChange(value: unknown): HolderChange | null {
  const parsed = holderChange.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What is given back when the step is struck through: nothing that a later step, which still stands, has changed again. */
export function givenBack(struck: HolderChange, later: readonly HolderChange[]): Partial<Held> {
  const overtaken = new Set(later.flatMap(({ after }) => Object.keys(after)));
  const kept = Object.entries(struck.before).filter(([column]) => !overtaken.has(column));
  return Object.fromEntries(kept);
}
