/** The second step's form as it was sent: its own fields, the draft that it names, and the button that was pressed. Pure. */
import type { FieldError } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { splitValues } from './typed-filing.js';
import { ownValue } from '../../../shared/own-value.js';

export type Going =
  | { readonly to: 'on' | 'back' | 'search' | 'category' | 'upload' | 'enter' }
  | { readonly to: 'remove'; readonly fileId: string };

const BUTTONS: Readonly<Record<string, Going>> = {
  avanti: { to: 'on' },
  indietro: { to: 'back' },
  cerca: { to: 'search' },
  tipo: { to: 'category' },
  carica: { to: 'upload' },
};
const REMOVE = /^rimuovi:([0-9a-f-]{36})$/;

export interface DataForm {
  readonly values: TypedValues;
  readonly handle: string;
  readonly going: Going;
  readonly errors: readonly FieldError[];
}

export function readDataForm({ vai, bozza, ...body }: TypedValues): DataForm {
  const { values, strange } = splitValues(body);
  return {
    values,
    handle: typeof bozza === 'string' ? bozza : '',
    going: goingOf(vai),
    errors: strange.map((field) => ({ field, code: 'unknown-field' })),
  };
}

/** Without a button that we know, somebody pressed Enter. */
function goingOf(button: string | readonly string[] | undefined): Going {
  if (typeof button !== 'string') return { to: 'enter' };
  const fileId = REMOVE.exec(button)?.[1];
  if (fileId) return { to: 'remove', fileId };
  return ownValue<Going>(BUTTONS, button) ?? { to: 'enter' };
}
