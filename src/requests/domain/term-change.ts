/**
 * What a step did to the legal term, as the step itself keeps it: the dates before and after. So the timeline can say both, and striking the
 * step through can take it back. Pure.
 */
import { z } from 'zod';
import { SPAN_UNITS } from '../../shared/span.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { suspensionEnd } from './suspension.js';

type Termed = Pick<ServiceRequest, 'dueAt' | 'termUnit' | 'suspendedSince' | 'suspendedUntil'>;

const instant = z.iso.datetime().transform((text) => new Date(text));
const dates = z.object({
  dueAt: instant,
  /** Steps were silent about it while every term was counted in days. */
  termUnit: z.enum(SPAN_UNITS).default('days'),
  suspendedSince: instant.nullable(),
  suspendedUntil: instant.nullable(),
});
const termChange = z.object({ before: dates, after: dates });
export type TermChange = z.output<typeof termChange>;

/** The value of the step, ISO 8601; null where the step leaves the term alone. */
export function termChangeValue(before: Termed, after: Termed): z.input<typeof termChange> | null {
  const [was, is] = [datesOf(before), datesOf(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return null;
  return {
    before: { ...was, termUnit: before.termUnit },
    after: { ...is, termUnit: after.termUnit },
  };
}

/** Reads it back; null for what is none. */
export function readTermChange(value: unknown): TermChange | null {
  const parsed = termChange.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What happened to the term, for who reads the history; the dates of the suspension where it began or ended with this step. */
export interface TermNews {
  readonly kind: 'suspended' | 'resumed' | 'moved' | 'unsuspended';
  readonly since: Date | null;
  readonly until: Date | null;
  /** When a suspension that began with this step ends at the latest. */
  readonly latestUntil: Date | null;
  readonly dueBefore: Date;
  readonly dueAfter: Date;
}

/** Tells a beginning from an end, a suspension from a new date, and what a correction took back. */
export function termNews({ before, after }: TermChange): TermNews {
  const due = { dueBefore: before.dueAt, dueAfter: after.dueAt, latestUntil: null };
  const { suspendedSince: since, suspendedUntil: until } = after;
  if (since && !before.suspendedSince)
    return { ...due, kind: 'suspended', since, until, latestUntil: suspensionEnd(since) };
  if (until && !before.suspendedUntil) return { kind: 'resumed', since, until, ...due };
  const isMoved = before.dueAt.getTime() !== after.dueAt.getTime();
  return { kind: isMoved ? 'moved' : 'unsuspended', since: null, until: null, ...due };
}

function datesOf({ dueAt, suspendedSince, suspendedUntil }: Termed) {
  return {
    dueAt: dueAt.toISOString(),
    suspendedSince: suspendedSince?.toISOString() ?? null,
    suspendedUntil: suspendedUntil?.toISOString() ?? null,
  };
}
