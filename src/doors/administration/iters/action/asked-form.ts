/** What an action asks, as groups of a form, and back. Pure. What the form does not show of a field stays. */
import type { TypedValues } from '../../../../web/forms.js';
import type { FieldDefinition, FieldType } from '../../../../workflow/domain/document.js';
import {
  codingOf,
  entriesOf,
  labelOf,
  type Made,
  type MadeEntry,
  typedEntries,
} from '../../forms/coded-entries.js';
import { type Group, grouped, groupsOf, numbered } from '../../forms/groups.js';
import { one, typedTexts } from '../../forms/typed.js';

export const LISTING: readonly string[] = ['choice', 'checklist'] satisfies FieldType[];

export type MadeField = MadeEntry & {
  readonly type: string;
  readonly choices?: readonly MadeEntry[];
};

export interface AskedField extends Made<MadeField> {
  readonly entries: readonly Made<MadeEntry>[];
}

export function typedFields(fields: readonly FieldDefinition[]): TypedValues {
  return grouped('fields', numbered(fields.map(typedField)));
}

/** Those that are not to go, as the document has them; not yet checked. */
export function fieldsOf(values: TypedValues, before: readonly FieldDefinition[]): AskedField[] {
  const coding = codingOf(before, 'camel');
  return groupsOf(values, 'fields').flatMap((group) => {
    const { was, code } = coding(group);
    return code === null ? [] : [fieldOf(group, code, was)];
  });
}

function fieldOf(group: Group, code: string, was: FieldDefinition | undefined): AskedField {
  const { at, values } = group;
  const type = was?.type ?? one(values, 'type');
  const entries = LISTING.includes(type) ? entriesOf(values, 'choices', was?.choices ?? []) : [];
  const made: MadeField & { readonly required: boolean } = {
    ...was,
    ...{ code, type },
    label: labelOf(group, was),
    required: one(values, 'required') === 'on',
    ...((entries.length > 0 || was?.choices) && { choices: entries.map((entry) => entry.made) }),
  };
  return { at, made, entries };
}

function typedField({ code, type, label, required, choices = [] }: FieldDefinition): TypedValues {
  return {
    ...{ code, type },
    ...typedTexts('label', label),
    required: required ? 'on' : '',
    ...(LISTING.includes(type) && typedEntries('choices', choices)),
  };
}
