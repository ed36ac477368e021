import type { FieldError } from '../../shared/refusal.js';
import {
  type Command,
  type Decision,
  INTERNAL_NOTE_VALUE,
  NOTE_VALUE,
  type Performer,
} from './decision.js';
import type { ActionDefinition } from './document.js';
import { LONGEST_TEXT, readText } from './field-value.js';

type Value = Decision['values'][number];

/**
 * The two notes of a command, tidied: `note` as the action asks it and as visible as the action, `internalNote` for offices and partners
 * only. Refuses a note that is compulsory and missing, one that nobody asked for, and one that is too long.
 */
export function checkNotes(
  action: ActionDefinition,
  command: Command,
  performer: Performer,
): { readonly values: readonly Value[]; readonly errors: readonly FieldError[] } {
  const checked = [
    checkNote(NOTE_VALUE, command.note, {
      isAsked: action.note !== 'none',
      isRequired: action.note === 'required',
      visibility: action.visibility,
    }),
    checkNote(INTERNAL_NOTE_VALUE, command.internalNote, {
      isAsked: performer.kind !== 'citizen',
      isRequired: false,
      visibility: 'internal',
    }),
  ].filter((note) => note !== null);
  return {
    values: checked.filter((note) => 'value' in note),
    errors: checked.filter((note) => 'code' in note),
  };
}

interface NoteRule {
  readonly isAsked: boolean;
  readonly isRequired: boolean;
  readonly visibility: Value['visibility'];
}

function checkNote(name: string, raw: unknown, rule: NoteRule): FieldError | Value | null {
  const read = readText(raw, LONGEST_TEXT);
  if ('fault' in read) return { field: name, ...read.fault };
  if (read.value === null) return rule.isRequired ? { field: name, code: 'required' } : null;
  if (!rule.isAsked) return { field: name, code: 'unknown-field' };
  return { name, value: read.value, visibility: rule.visibility };
}
