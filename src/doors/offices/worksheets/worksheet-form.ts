/** What comes with a partner's monthly sheet, and with a decision about one of its lines. */
import { z } from 'zod';
import { isCivilMonth } from '../../../calendar/domain/civil-time.js';
import { parseTicketNumber } from '../../../requests/filing/domain/ticket-number.js';
import { optional, text } from '../../../web/fields.js';
import { type HeaderWords } from '../../../worksheets/domain/header.js';
import { DECISIONS } from '../../../worksheets/domain/decision.js';
import { SHEET_FIELDS, type SheetField } from '../../../worksheets/domain/sheet-row.js';

const word = optional(text(80));

export const uploadForm = z.strictObject({
  month: z.string().refine(isCivilMonth, 'month-not-valid'),
  ...(Object.fromEntries(SHEET_FIELDS.map((field) => [columnField(field), word])) as Record<
    `column-${SheetField}`,
    typeof word
  >), // one for each field
});

export const settleForm = z.strictObject({
  decision: z.enum(DECISIONS),
  submissionId: z.uuid('invalid'),
});

/** Of which request a line is; the number as people type it. */
export const tieForm = z.strictObject({
  ticketNumber: z.string().transform((typed, context) => {
    const number = parseTicketNumber(typed);
    if (number !== null) return number;
    context.issues.push({ code: 'custom', message: 'sheet-number', input: typed });
    return z.NEVER;
  }),
  submissionId: z.uuid('invalid'),
});

export const closeForm = z.strictObject({});

export function columnField<F extends SheetField>(field: F): `column-${F}` {
  return `column-${field}`;
}

/** The columns' words that the person gave; what was left empty is found by itself. */
export function wordsOf(form: z.output<typeof uploadForm>): HeaderWords {
  const given = SHEET_FIELDS.map((field) => [field, form[columnField(field)]] as const);
  return Object.fromEntries(given.filter(([, typed]) => typed !== undefined));
}
