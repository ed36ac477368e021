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
    notWhoDid: guards.flatMap((guard) => (guard.kind === 'not-who-did' ? guard.actions : [])),
    settled: guards.some(isSettled) ? 'on' : '',
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

/** Guards and effects that the form leaves alone, as the page names them. */
export function untouched({ guards, effects }: ActionDefinition): string[] {
  return [
    ...guards.filter((one) => !isShownGuard(one)),
    ...effects.filter((one) => !isShown(one)),
  ].map((one) => JSON.stringify(one));
}

function guardsOf(values: TypedValues, before: readonly Guard[]): object[] {
  const actions = many(values, 'notWhoDid');
  return [
    ...before.filter((guard) => !isShownGuard(guard)),
    ...(one(values, 'settled') === 'on'
      ? [before.find(isSettled) ?? { kind: 'tasks-settled' }]
      : []),
    ...(actions.length > 0 ? [{ kind: 'not-who-did', actions }] : []),
  ];
}

function effectsOf(values: TypedValues, before: readonly Effect[]): object[] {
  const letter = one(values, 'letter');
  return [
    ...before.filter((effect) => !isShown(effect)),
    ...(one(values, 'notifyOffice') === 'on' ? [{ kind: 'notify-office' }] : []),
    ...(letter ? [{ kind: 'write-citizen', letter }] : []),
  ];
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

function isShownGuard(guard: Guard): boolean {
  return isSettled(guard) || guard.kind === 'not-who-did';
}

function isShown({ kind }: Effect): boolean {
  return kind === 'notify-office' || kind === 'write-citizen';
}
