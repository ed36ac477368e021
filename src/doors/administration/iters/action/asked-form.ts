/**
 * What an action asks, as groups of a form, and back. Pure. A field and an entry that are there keep their code; a new one may leave it empty,
 * and has one made of its name. What the form does not show of a field stays.
 */
import type { TypedValues } from '../../../../web/forms.js';
import type { FieldDefinition, FieldType } from '../../../../workflow/domain/document.js';
import { codeOf } from '../../code-of-words.js';
import { one, texts, typedTexts } from '../typed.js';
import { type Group, grouped, groupsOf, numbered } from './groups.js';
import type { Made } from './rule-form.js';
import { asWritten } from './written-before.js';

export const LISTING: readonly string[] = ['choice', 'checklist'] satisfies FieldType[];

export type MadeField = Record<'code' | 'type', string> & {
  readonly label: { readonly it?: string };
  readonly choices?: readonly Coded[];
};
type Coded = { readonly code: string; readonly label: { readonly it?: string } };
type Choice = NonNullable<FieldDefinition['choices']>[number];

export interface AskedField extends Made<MadeField> {
  readonly entries: readonly Made<Coded>[];
}

export function typedFields(fields: readonly FieldDefinition[]): TypedValues {
  return grouped('fields', numbered(fields.map(typedField)));
}

/** Those that are not to go, as the document has them; not yet checked. */
export function fieldsOf(values: TypedValues, before: readonly FieldDefinition[]): AskedField[] {
  const left = [...before];
  const taken = before.map(({ code }) => code);
  return groupsOf(values, 'fields').flatMap((group) => {
    const was = taking(left, one(group.values, 'code'));
    if (one(group.values, 'remove') === 'on') return [];
    const code = was?.code ?? newCode(group, 'camel', taken);
    return [fieldOf(group, code, was)];
  });
}

function fieldOf(
  { at, values }: Group,
  code: string,
  was: FieldDefinition | undefined,
): AskedField {
  const type = was?.type ?? one(values, 'type');
  const entries = LISTING.includes(type) ? entriesOf(values, was?.choices ?? []) : [];
  const made: MadeField & { readonly required: boolean } = {
    ...was,
    ...{ code, type },
    label: asWritten(texts(values, 'label', was?.label), was?.label),
    required: one(values, 'required') === 'on',
    ...((entries.length > 0 || was?.choices) && { choices: entries.map((entry) => entry.made) }),
  };
  return { at, made, entries };
}

/** Without those new ones in which nothing was typed. */
function entriesOf(values: TypedValues, before: readonly Choice[]): Made<Coded>[] {
  const left = [...before];
  const taken = before.map(({ code }) => code);
  return groupsOf(values, 'choices').flatMap((group) => {
    const was = taking(left, one(group.values, 'code'));
    const isGone = one(group.values, 'remove') === 'on' || (!was && isBlank(group));
    if (isGone) return [];
    const label = asWritten(texts(group.values, 'label', was?.label), was?.label);
    return [{ at: group.at, made: { code: was?.code ?? newCode(group, 'kebab', taken), label } }];
  });
}

function typedField({ code, type, label, required, choices = [] }: FieldDefinition): TypedValues {
  const entries = choices.map((one) => ({ code: one.code, ...typedTexts('label', one.label) }));
  return {
    ...{ code, type },
    ...typedTexts('label', label),
    required: required ? 'on' : '',
    ...(LISTING.includes(type) && grouped('choices', numbered(entries))),
  };
}

/** The first of this code that nobody has taken: a document with a fault in it may have two. */
function taking<T extends { readonly code: string }>(left: T[], code: string): T | undefined {
  const at = code === '' ? -1 : left.findIndex((one) => one.code === code);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function newCode({ values }: Group, style: 'camel' | 'kebab', taken: string[]): string {
  const typed = one(values, 'newCode') || one(values, 'code');
  const code = typed || codeOf(one(values, 'label.it'), { style, taken });
  taken.push(code);
  return code;
}

function isBlank({ values }: Group): boolean {
  return Object.keys(values).every((name) => one(values, name) === '');
}
