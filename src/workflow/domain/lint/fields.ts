import { WORKFLOW_SETTINGS } from '../decision.js';
import {
  type ActionDefinition,
  type Effect,
  type FieldDefinition,
  type FieldType,
  SELF,
  type WorkflowDocument,
} from '../document.js';
import { fieldOf } from '../effects.js';
import { QUOTE_GIVEN, recordedLimits } from '../recorded-numbers.js';
import { findAction } from '../transition.js';
import { LONGEST_TEXT } from '../field-value.js';
import { fault, type LintFault } from './fault.js';
import { twice } from './names.js';

/** Names that a command or a step already uses for something else. */
const RESERVED = ['action', 'version', 'note', 'internalNote', 'occurredAt', 'performedBy'];

export const TYPES_OF_EFFECT: Partial<Record<Effect['kind'], readonly FieldType[]>> = {
  'open-task': ['partner', 'office'],
  'assign-person': ['person'],
  'set-outcome': ['choice'],
  'link-duplicate': ['ticket'],
  'move-term': ['date'],
  'change-category': ['category'],
  'change-office': ['office'],
  'set-protocol': ['text'],
};

/** Fields that nobody can fill in, and effects, conditions and guards that need what is not asked. */
export function lintFields(document: WorkflowDocument): LintFault[] {
  return document.actions.flatMap((action) => {
    const place = `actions.${action.code}`;
    return [
      ...action.fields.flatMap((field) =>
        lintField(action, field, `${place}.fields.${field.code}`),
      ),
      ...action.effects.flatMap((effect) => lintEffect(action, effect, `${place}.effects`)),
      ...lintSettings(action, `${place}.guards`),
      ...lintLimits(action, place),
      ...lintRecorded(document, action, `${place}.guards`),
    ];
  });
}

function lintField(action: ActionDefinition, field: FieldDefinition, place: string): LintFault[] {
  const choices = ['choice', 'checklist'].includes(field.type);
  return [
    ...(RESERVED.includes(field.code)
      ? [fault('workflow-field-reserved', place, { name: field.code })]
      : []),
    ...(choices && !field.choices?.length ? [fault('workflow-choices-missing', place)] : []),
    ...twice(field.choices ?? [], `${place}.choices`),
    ...(Number(field.minLength) > LONGEST_TEXT ? [fault('workflow-min-too-long', place, { max: String(LONGEST_TEXT) })] : []), // prettier-ignore
    ...lintCondition(action, field, place),
  ];
}

function lintCondition(action: ActionDefinition, field: FieldDefinition, place: string) {
  const when = field.requiredWhen;
  if (!when) return [];
  const asked = action.fields.find((other) => other.code === when.field);
  if (!asked) return [fault('workflow-field-not-asked', place, { name: when.field })];
  if (asked === field) return [fault('workflow-field-needs-itself', place)];
  return when.in
    .filter((value) => !asked.choices?.some((choice) => choice.code === value))
    .map((name) => fault('workflow-choice-unknown', place, { name }));
}

function lintEffect(action: ActionDefinition, effect: Effect, place: string): LintFault[] {
  return [...lintNamed(action, effect, place), ...lintDay(action, effect, place)];
}

/** The day by which a task is due, and the one of a registry entry, have to be asked for, as a day. */
function lintDay(action: ActionDefinition, effect: Effect, place: string): LintFault[] {
  const name = dayOf(effect);
  if (name === undefined) return [];
  const field = action.fields.find((asked) => asked.code === name);
  if (!field) return [fault('workflow-field-not-asked', place, { name })];
  return field.type === 'date'
    ? []
    : [fault('workflow-field-type', place, { name, types: 'date' })];
}

function dayOf(effect: Effect): string | undefined {
  if (effect.kind === 'set-protocol') return effect.dateField;
  return effect.kind === 'open-task' ? effect.due : undefined;
}

function lintNamed(action: ActionDefinition, effect: Effect, place: string): LintFault[] {
  const name = fieldOf(effect);
  if (name === null || (name === SELF && effect.kind === 'assign-person')) return [];
  const field = action.fields.find((asked) => asked.code === name);
  if (!field) return [fault('workflow-field-not-asked', place, { name })];
  const types = TYPES_OF_EFFECT[effect.kind] ?? [];
  return types.includes(field.type)
    ? []
    : [fault('workflow-field-type', place, { name, types: types.join(', ') })];
}

function lintSettings(action: ActionDefinition, place: string): LintFault[] {
  return action.guards
    .filter((guard) => guard.kind === 'within-days-of-closing')
    .filter((guard) => !WORKFLOW_SETTINGS.some((known) => known === guard.setting))
    .map((guard) => fault('workflow-setting-unknown', place, { name: guard.setting }));
}

/** A guard may look only at what is asked, and a limit only at what is always filled in: an empty field would pass it. */
function lintLimits(action: ActionDefinition, place: string): LintFault[] {
  return action.guards.flatMap((guard) => {
    if (guard.kind !== 'at-most') return [];
    const asked = action.fields.find((field) => field.code === guard.field);
    const name = guard.field;
    if (!asked) return [fault('workflow-field-not-asked', `${place}.guards`, { name })];
    if (asked.type !== 'number')
      return [fault('workflow-field-type', `${place}.guards`, { name, types: 'number' })];
    return asked.required ? [] : [fault('workflow-limit-optional', `${place}.fields.${name}`)];
  });
}

/** What is said to record the number of a limit asks for it, under the same code. */
function lintRecorded(
  document: WorkflowDocument,
  action: ActionDefinition,
  place: string,
): LintFault[] {
  return recordedLimits(action).flatMap(({ field, recorded }) =>
    recorded
      .filter((code) => code !== QUOTE_GIVEN && !asksNumber(findAction(document, code), field))
      .map((code) => fault('workflow-number-not-recorded', place, { action: code, name: field })),
  );
}

function asksNumber(action: ActionDefinition | null, name: string): boolean {
  return action?.fields.some(({ code, type }) => code === name && type === 'number') ?? false;
}
