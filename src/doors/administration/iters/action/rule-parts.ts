/**
 * What each kind of rule (guard) and of consequence (effect) says besides its kind, and how it is asked for. The form is made from this table; a test
 * holds it against the document's own schema, so that a new kind has its form or fails the build.
 */
import {
  SELF,
  type Effect,
  type FieldType,
  type Guard,
} from '../../../../workflow/domain/document.js';
import { TYPES_OF_EFFECT } from '../../../../workflow/domain/lint/fields.js';

export const RULE_LISTS = ['guards', 'effects'] as const;
export type RuleList = (typeof RULE_LISTS)[number];

export type RulePart = { readonly name: string; readonly isOptional?: true } & (
  | { readonly asks: 'taskKinds' | 'actions' | 'recorders' | 'performers' } // several, to be ticked
  | { readonly asks: 'field'; readonly types: readonly FieldType[]; readonly besides?: typeof SELF }
  | { readonly asks: 'taskKind' | 'outcome' | 'setting' | 'letter' } // one of a list
  | { readonly asks: 'number' | 'whole' | 'yes' }
);

const TASKS = { name: 'tasks', asks: 'taskKinds', isOptional: true } as const;

const GUARD_PARTS: Readonly<Record<Guard['kind'], readonly RulePart[]>> = {
  'tasks-settled': [TASKS],
  'all-tasks-done': [TASKS],
  'any-task-done': [TASKS],
  'tasks-open': [TASKS],
  'children-closed': [],
  authorised: [
    { name: 'by', asks: 'actions' },
    { name: 'always', asks: 'yes', isOptional: true },
  ],
  'authorisation-asked': [],
  'not-who-did': [{ name: 'actions', asks: 'actions' }],
  'outcome-chosen': [],
  'at-most': [
    { name: 'field', asks: 'field', types: ['number'] },
    { name: 'limit', asks: 'number' },
    { name: 'unless', asks: 'performers', isOptional: true },
    { name: 'recorded', asks: 'recorders', isOptional: true },
  ],
  'within-days-of-closing': [{ name: 'setting', asks: 'setting' }],
};

const EFFECT_PARTS: Readonly<Record<Effect['kind'], readonly RulePart[]>> = {
  'open-task': [
    { ...fieldFor('open-task'), name: 'executor' },
    { name: 'task', asks: 'taskKind' },
    { name: 'due', asks: 'field', types: ['date'], isOptional: true },
    { name: 'days', asks: 'whole', isOptional: true },
  ],
  'cancel-tasks': [TASKS],
  'complete-tasks': [TASKS],
  'stop-clock': [],
  'start-clock': [],
  'assign-person': [{ ...fieldFor('assign-person'), besides: SELF }],
  'set-outcome': [fieldFor('set-outcome')],
  outcome: [{ name: 'code', asks: 'outcome' }],
  'link-duplicate': [fieldFor('link-duplicate')],
  'restart-term': [],
  'move-term': [fieldFor('move-term')],
  'change-category': [fieldFor('change-category')],
  'change-office': [fieldFor('change-office')],
  'set-protocol': [fieldFor('set-protocol'), { name: 'dateField', asks: 'field', types: ['date'] }],
  'write-citizen': [{ name: 'letter', asks: 'letter' }],
  'notify-office': [],
};

const PARTS: Readonly<Record<RuleList, Readonly<Record<string, readonly RulePart[]>>>> = {
  guards: GUARD_PARTS,
  effects: EFFECT_PARTS,
};

/** In the order in which somebody chooses from them. */
export function ruleKinds(list: RuleList): readonly string[] {
  return Object.keys(PARTS[list]);
}

/** Undefined for a kind that there is not. */
export function partsOf(list: RuleList, kind: string): readonly RulePart[] | undefined {
  return Object.hasOwn(PARTS[list], kind) ? PARTS[list][kind] : undefined;
}

function fieldFor(kind: Effect['kind']) {
  return { name: 'field', asks: 'field', types: TYPES_OF_EFFECT[kind] ?? [] } as const;
}
