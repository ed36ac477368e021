/** The small parts of a document: codes, texts by language, spans of time. */
import { z } from 'zod';
import { LANGUAGES } from '../../../shared/localized-text.js';

/** A code as it stands in URLs and tables. */
export const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** What a person reads, by language; Italian is compulsory and stands in for what is missing. */
export const text = z.strictObject({
  it: z.string().min(1),
  ...Object.fromEntries(
    LANGUAGES.filter((l) => l !== 'it').map((l) => [l, z.string().min(1).optional()]),
  ),
}) as unknown as z.ZodType<{ it: string; en?: string; de?: string; fr?: string }>; // the spread loses the keys' names

const span = z.int().min(1).max(3_650);

/**
 * How long something may take: exactly one of calendar days, working days (both end at 24:00, Europe/Rome) and hours. `remindBefore`: days
 * before the end at which an action with the trigger `state.reminder` fires.
 */
export const deadline = z
  .strictObject({
    days: span.optional(),
    workingDays: span.optional(),
    hours: span.optional(),
    remindBefore: span.optional(),
  })
  .refine(
    ({ days, workingDays, hours }) =>
      [days, workingDays, hours].filter((one) => one !== undefined).length === 1,
    { params: { code: 'workflow-deadline-unit' } },
  );
export type DeadlineDefinition = z.infer<typeof deadline>;
