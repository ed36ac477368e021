/**
 * The form of an action, read. What the action asks is checked by the engine; here only what every action has: the version that the
 * person saw, when it happened and by whose hand, and which button was pressed. Pure.
 */
import { z } from 'zod';
import { dataField } from '../../../requests/steps/domain/data-fields.js';
import type { PerformedBy } from '../../../requests/steps/domain/step-draft.js';
import type { StepCommand } from '../../../requests/steps/step-command.js';
import type { FieldError } from '../../../shared/refusal.js';
import { civilTime, optional, text, wholeNumber } from '../../../web/fields.js';
import { parseForm, type TypedValues } from '../../../web/forms.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';

const MOST = 2_000_000_000;
const BUTTONS = ['registra', 'conferma', 'modifica'] as const;

const schema = z.object({
  versione: wholeNumber(1, MOST),
  viste: wholeNumber(0, MOST),
  invio: z.uuid('invalid'),
  bozza: z.string().max(2_000).default(''),
  togli: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.uuid('invalid')).max(20)),
  vai: z.enum(BUTTONS).catch('registra'),
  mostrata: optional(z.iso.datetime('invalid')),
  occurredAt: optional(civilTime()),
  'performedBy.name': optional(text(120)),
  'performedBy.firm': optional(text(120)),
  'performedBy.operatorCode': optional(text(40)),
});
type Parsed = z.output<typeof schema>;

export interface ActionForm {
  /** Idempotency key: the same form sent twice records once. */
  readonly key: string;
  readonly command: Omit<StepCommand, 'files' | 'version'> & { readonly version: number };
  /** Number of the last step on the page that the person saw. */
  readonly seen: number;
  /** Names the files that came with an earlier sending of this form. */
  readonly handle: string;
  readonly dropped: readonly string[];
  readonly button: (typeof BUTTONS)[number];
}

export type ReadActionForm =
  | { readonly ok: true; readonly form: ActionForm; readonly values: TypedValues }
  | { readonly ok: false; readonly errors: FieldError[]; readonly values: TypedValues };

export function readActionForm(action: ActionDefinition, body: unknown): ReadActionForm {
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { value, values } = parsed;
  const occurredAt = value.occurredAt ?? shownAt(value);
  const performedBy = performer(value);
  return {
    ok: true,
    values,
    form: {
      key: value.invio,
      command: {
        action: action.code,
        version: value.versione,
        data: dataOf(values),
        ...textOf(values, 'note'),
        ...textOf(values, 'internalNote'),
        ...(occurredAt ? { occurredAt } : {}),
        ...(performedBy ? { performedBy } : {}),
      },
      seen: value.viste,
      handle: value.bozza,
      dropped: value.togli,
      button: value.vai,
    },
  };
}

/** Where the engine's error belongs on the page. */
export function atPageField(action: ActionDefinition, error: FieldError): FieldError {
  const field = action.fields.find((one) => dataField(one) === error.field);
  if (field?.type === 'photo') return { ...error, field: 'photos' };
  if (field?.type === 'document') return { ...error, field: 'documents' };
  return error;
}

/** A letter that was shown says when the step happened: the step recorded after it says the same. */
function shownAt({ vai, mostrata }: Parsed): Date | undefined {
  return vai === 'conferma' && mostrata ? new Date(mostrata) : undefined;
}

function performer(value: Parsed): PerformedBy | null {
  const name = value['performedBy.name'];
  const firm = value['performedBy.firm'];
  const operatorCode = value['performedBy.operatorCode'];
  if (!name && !firm && !operatorCode) return null;
  return { ...(name && { name }), ...(firm && { firm }), ...(operatorCode && { operatorCode }) };
}

function dataOf(values: TypedValues): StepCommand['data'] {
  const fields = Object.entries(values).filter(
    ([name, typed]) => name.startsWith('data.') && typed !== '',
  );
  return Object.fromEntries(fields.map(([name, typed]) => [name.slice('data.'.length), typed]));
}

function textOf(values: TypedValues, name: 'note' | 'internalNote'): { [name]?: string } {
  const typed = values[name];
  return typeof typed === 'string' && typed !== '' ? { [name]: typed } : {};
}
