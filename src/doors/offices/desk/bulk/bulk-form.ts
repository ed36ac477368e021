/** Several requests at once, read: which rows, in the version that was on the page, and what is to be done with each. Pure. */
import { z } from 'zod';
import type { StepCommand } from '../../../../requests/steps/step-command.js';
import type { FieldError } from '../../../../shared/refusal.js';
import { optional, text } from '../../../../web/fields.js';
import { parseForm, type TypedValues } from '../../../../web/forms.js';

export const MOST_ROWS = 100;

/** Each button of the bar, with the action of the iter behind it. */
export const BULK_ACTIONS = {
  prendi: 'take-in-charge',
  assegna: 'assign-person',
  passa: 'change-office',
  nota: 'note',
} as const;
export type BulkWhat = keyof typeof BULK_ACTIONS;
const BUTTONS = ['prendi', 'assegna', 'passa', 'nota', 'stampa'] as const;

export interface BulkRow {
  readonly ticketNumber: string;
  readonly version: number;
}

const row = z.string().transform((typed, context): BulkRow => {
  const [, ticketNumber, version] = /^([\w-]{1,20}):(\d{1,9})$/.exec(typed) ?? [];
  if (ticketNumber && version) return { ticketNumber, version: Number(version) };
  context.issues.push({ code: 'custom', message: 'invalid', input: typed });
  return z.NEVER;
});

const schema = z.object({
  riga: z.preprocess((typed) => [typed ?? []].flat(), z.array(row)),
  invio: z.uuid('invalid'),
  vai: z.enum(BUTTONS),
  persona: optional(text(36)),
  destinazione: optional(text(60)),
  motivo: optional(text(4_000, { lines: true })),
  nota: optional(text(4_000, { lines: true })),
});

export interface BulkOrder {
  readonly rows: readonly BulkRow[];
  /** Of the form: with the number of a row it is that row's idempotency key. */
  readonly key: string;
  /** Null: only to be printed. */
  readonly what: BulkWhat | null;
  readonly command: Omit<StepCommand, 'version' | 'files'> | null;
}

export type ReadBulk =
  | { readonly ok: true; readonly order: BulkOrder; readonly values: TypedValues }
  | {
      readonly ok: false;
      readonly errors: readonly FieldError[];
      readonly values: TypedValues;
      readonly rows: readonly BulkRow[];
    };

/** Refuses, at its field, what the chosen button needs and has not got; no row, and more than a hundred. */
export function readBulk(body: unknown): ReadBulk {
  const form = parseForm(schema, body);
  if (!form.ok) return { ...form, rows: [] };
  const { riga, invio: key, vai, persona, destinazione, motivo, nota } = form.value;
  const rows = eachOnce(riga);
  const errors: FieldError[] = [];
  if (rows.length === 0) errors.push({ field: 'riga', code: 'bulk-nothing' });
  if (rows.length > MOST_ROWS)
    errors.push({ field: 'riga', code: 'bulk-too-many', data: { max: MOST_ROWS } });
  const needs = { assegna: { persona }, passa: { destinazione, motivo }, nota: { nota } };
  if (vai in needs)
    for (const [field, value] of Object.entries(needs[vai as keyof typeof needs]))
      if (!value) errors.push({ field, code: 'required' });
  if (errors.length > 0) return { ok: false, errors, values: form.values, rows };
  if (vai === 'stampa')
    return { ok: true, values: form.values, order: { rows, key, what: null, command: null } };
  const data = {
    ...(vai === 'assegna' && { person: persona }),
    ...(vai === 'passa' && { office: destinazione }),
  };
  const note = vai === 'passa' ? motivo : vai === 'nota' ? nota : undefined;
  const command = { action: BULK_ACTIONS[vai], data, ...(note && { note }) };
  return { ok: true, values: form.values, order: { rows, key, what: vai, command } };
}

/** A row that was sent twice is done once. */
function eachOnce(rows: readonly BulkRow[]): BulkRow[] {
  return [...new Map(rows.map((row) => [row.ticketNumber, row])).values()];
}
