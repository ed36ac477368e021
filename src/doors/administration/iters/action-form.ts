/** An action as a form, and back: the parts that a council changes most. Guards, effects and fields that the form does not show stay. Pure. */
import type { TypedValues } from '../../../web/forms.js';
import type {
  ActionDefinition,
  Effect,
  FieldDefinition,
  Guard,
} from '../../../workflow/domain/document.js';
import { many, one, texts, typedTexts } from './typed.js';

export const LETTERS = ['step', 'message', 'question', 'outcome'] as const;

export function typedAction(action: ActionDefinition): TypedValues {
  const { guards, effects, fields } = action;
  return {
    ...typedTexts('label', action.label),
    ...typedTexts('done', action.done),
    from: action.from,
    to: action.to,
    by: action.by,
    visibility: action.visibility,
    note: action.note,
    notWhoDid: guards.flatMap((one) => (one.kind === 'not-who-did' ? [one.actions] : []))[0] ?? [],
    settled: guards.some(isSettled) ? 'on' : '',
    allDone: guards.some(isAllDone) ? 'on' : '',
    notifyOffice: effects.some(({ kind }) => kind === 'notify-office') ? 'on' : '',
    letter: effects.flatMap((one) => (one.kind === 'write-citizen' ? [one.letter] : []))[0] ?? '',
    ...Object.fromEntries(
      fields.flatMap(({ code, label, required }) => [
        [`field.${code}.label`, label.it],
        [`field.${code}.required`, required ? 'on' : ''],
      ]),
    ),
  };
}

/** Not yet checked: the document's own schema does that. */
export function actionOf(
  code: string,
  values: TypedValues,
  before: ActionDefinition | null,
): object {
  return {
    ...(before ?? {}),
    code,
    label: texts(values, 'label', before?.label),
    done: texts(values, 'done', before?.done),
    from: many(values, 'from'),
    to: one(values, 'to'),
    by: many(values, 'by'),
    visibility: one(values, 'visibility'),
    note: one(values, 'note'),
    fields: fieldsOf(values, before?.fields ?? []),
    guards: guardsOf(values, before?.guards ?? []),
    effects: effectsOf(values, before?.effects ?? []),
  };
}

/** A rule or a consequence that the form leaves alone: where the document has it, and what it says. */
export interface Untouched {
  readonly list: 'guards' | 'effects';
  /** In its list, from 1. */
  readonly position: number;
  readonly rule: Guard | Effect;
}

/** In the order of the document. */
export function untouched({ guards, effects }: ActionDefinition): Untouched[] {
  const left = (list: Untouched['list'], rules: readonly (Guard | Effect)[]) =>
    rules.flatMap((rule, at) =>
      isShown(rule, rules) ? [] : [{ list, position: at + 1, rule } as const],
    );
  return [...left('guards', guards), ...left('effects', effects)];
}

function guardsOf(values: TypedValues, before: readonly Guard[]): Guard[] {
  const actions = many(values, 'notWhoDid');
  return merged<Guard>(before, [
    one(values, 'settled') === 'on' && (before.find(isSettled) ?? { kind: 'tasks-settled' }),
    one(values, 'allDone') === 'on' && (before.find(isAllDone) ?? { kind: 'all-tasks-done' }),
    actions.length > 0 && { kind: 'not-who-did', actions },
  ]);
}

function effectsOf(values: TypedValues, before: readonly Effect[]): Rule[] {
  const letter = one(values, 'letter');
  return merged<Rule & { letter?: string }>(before, [
    one(values, 'notifyOffice') === 'on' && { kind: 'notify-office' },
    letter !== '' && { kind: 'write-citizen', letter },
  ]);
}

type Rule = { readonly kind: string };

/** What the form shows in the place of what it showed, or at the end; all the rest as and where it was. */
function merged<R extends Rule>(before: readonly R[], typed: readonly (R | false)[]): R[] {
  const wanted = typed.filter((rule) => rule !== false);
  const kept = before.flatMap((rule) =>
    isShown(rule, before) ? wanted.filter(({ kind }) => kind === rule.kind) : [rule],
  );
  return [...kept, ...wanted.filter((rule) => !before.some(({ kind }) => kind === rule.kind))];
}

function fieldsOf(values: TypedValues, before: readonly FieldDefinition[]): object[] {
  const kept = before
    .filter(({ code }) => one(values, `field.${code}.remove`) !== 'on')
    .map((field) => ({
      ...field,
      label: { ...field.label, it: one(values, `field.${field.code}.label`) },
      required: one(values, `field.${field.code}.required`) === 'on',
    }));
  const code = one(values, 'new.code');
  if (!code) return kept;
  const fresh = {
    ...{ code, label: { it: one(values, 'new.label') }, type: one(values, 'new.type') },
    required: one(values, 'new.required') === 'on',
  };
  return [...kept, fresh];
}

function isSettled({ kind }: Guard): boolean {
  return kind === 'tasks-settled';
}

function isAllDone({ kind }: Guard): boolean {
  return kind === 'all-tasks-done';
}

/** The form has one field for each of these: where there are two of a kind, the first is in it. */
const SHOWN: readonly string[] = [
  'tasks-settled',
  'all-tasks-done',
  'not-who-did',
  'notify-office',
  'write-citizen',
];

function isShown(rule: Rule, all: readonly Rule[]): boolean {
  return SHOWN.includes(rule.kind) && all.find(({ kind }) => kind === rule.kind) === rule;
}
