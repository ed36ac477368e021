/** What somebody saw on a paper: the same, nothing, or what it says instead; and a work that only the paper lists. */
import { z } from 'zod';
import { civilDate, optional, text } from '../../../web/fields.js';
import { amountCell, CellFault, timeCell } from '../../../worksheets/domain/read-cells.js';
import type { SheetRow } from '../../../worksheets/domain/sheet-row.js';

const row = {
  reference: optional(text(60)),
  place: optional(text(60)),
  address: optional(text(200)),
  day: civilDate(),
  time: optional(cell(timeCell, 'time-not-valid')),
  operator: optional(text(40)),
  amount: optional(cell(amountCell, 'number-not-valid')),
  note: optional(text(500)),
};

export const quickTickForm = z.strictObject({ verdict: z.enum(['same', 'absent']) });
export const differsForm = z.strictObject({ verdict: z.literal('differs'), ...row });
export const addForm = z.strictObject(row);
export const sameForm = z.strictObject({
  lines: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.uuid('invalid')).max(100)),
});

/** As a table would have had it; a paper has no lines that a program could count. */
export function paperRow(form: z.output<typeof addForm>): SheetRow {
  return {
    line: 0,
    ticketNumber: null,
    reference: form.reference ?? null,
    place: form.place ?? null,
    address: form.address ?? null,
    day: form.day,
    time: form.time ?? null,
    operator: form.operator ?? null,
    amountCents: form.amount ?? null,
    note: form.note ?? null,
  };
}

/** Typed as people type it in a sheet, and read as it is read there. */
function cell<T>(read: (cell: string) => T | CellFault | null, code: string) {
  return z.string().transform((typed, context) => {
    const value = read(typed);
    if (value !== null && !(value instanceof CellFault)) return value;
    context.issues.push({ code: 'custom', message: code, input: typed });
    return z.NEVER;
  });
}
