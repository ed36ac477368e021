/** The small parts of a document: codes, texts by language, spans of time. */
import { z } from 'zod';
import { unitsGiven } from '../../../shared/span.js';
import { LANGUAGES } from '../../../shared/localized-text.js';

/** A code as it stands in URLs and tables. */
export const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** What a person reads, by language; Italian is compulsory and stands in for what is missing. */
export const text = z.strictObject({
  it: z.string().regex(/\S/),
  ...Object.fromEntries(
    LANGUAGES.filter((l) => l !== 'it').map((l) => [l, z.string().regex(/\S/).optional()]),
  ),
}) as unknown as z.ZodType<{ it: string; en?: string; de?: string; fr?: string }>; // the spread loses the keys' names

const span = z.int().min(1).max(3_650);

const spans = { days: span.optional(), workingDays: span.optional(), hours: span.optional() };
const unit = { params: { code: 'workflow-deadline-unit' } };

/** One rung of a ladder: which role is told, and how long after the end; at once where nothing is said. */
const rung = z.strictObject({ tell: code, ...spans }).refine((one) => unitsGiven(one) <= 1, unit);
export type Rung = z.infer<typeof rung>;

/** Who is told, one after the other, that something is late. */
export const escalation = z.array(rung).min(1).max(9);

/**
 * How long something may take: exactly one of calendar days, working days (both end at 24:00, Europe/Rome) and hours. `remindBefore`: days
 * before the end at which an action with the trigger `state.reminder` fires, or else the office is told.
 */
export const deadline = z
  .strictObject({
    ...spans,
    remindBefore: span.optional(),
    /** Counted from the end. Without one, and without an action that fires, the operators are told at the end. */
    escalation: escalation.optional(),
  })
  .refine((one) => unitsGiven(one) === 1, unit);
export type DeadlineDefinition = z.infer<typeof deadline>;
