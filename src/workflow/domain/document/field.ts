/** What an action asks: one field, its kind, who may read the answer. */
import { z } from 'zod';
import { code, text } from './words.js';

export const FIELD_TYPES = [
  'text',
  'number',
  'date',
  'choice',
  'checklist',
  'person',
  'office',
  'partner',
  'category',
  'ticket',
  'photo',
  'document',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

const fieldCode = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const when = z.strictObject({ field: fieldCode, in: z.array(z.string()).min(1) });

export const field = z.strictObject({
  code: fieldCode,
  label: text,
  hint: text.optional(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(false),
  /** Compulsory where another field of the same action has one of these values, and to be left empty where it has not. */
  requiredWhen: when.optional(),
  visibility: z.enum(['public', 'internal']).default('public'),
  choices: z.array(z.strictObject({ code, label: text })).optional(),
  /** Shortest text allowed: code points, or the word `setting` for the council's own minimum. */
  minLength: z.union([z.number().int().positive(), z.literal('setting')]).optional(),
  /** Of a date: not before the day on which the step happened (`past`), or not after today (`future`). */
  never: z.enum(['past', 'future']).optional(),
  /** Shown in the field to begin with; a text that still has `[…]` blanks is refused. */
  template: text.optional(),
});
