/** What a person types on the way to a task's page. */
import { z } from 'zod';
import { email, optional, text } from '../../../web/fields.js';

/** People type the six digits with blanks, as they read them. */
const digits = z
  .string()
  .overwrite((typed) => typed.replace(/\s/g, ''))
  .regex(/^\d{6}$/, 'mailbox-code-shape');

export const openForm = z.strictObject({ other: z.literal('1').optional() });
export const codeForm = z.strictObject({ code: digits, name: text(120, { min: 3 }) });
export const codeOnlyForm = z.strictObject({ code: digits });
export const emptyForm = z.strictObject({});
export const handOverForm = z.strictObject({
  personName: text(120, { min: 3 }),
  address: optional(email()),
});
