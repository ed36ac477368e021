import { PERMISSIONS } from '../../../access/permissions.js';
import type { ActionDefinition, WorkflowDocument } from '../document.js';
import { PERMISSION_PREFIX } from '../performer-may.js';
import { findAction, findState } from '../transition.js';
import { fault, isSpecialPerformer, type LintFault } from './fault.js';

const GROUPS = ['@open', '@any'];
const TARGETS = ['@same', '@previous'];

/** Names that stand for nothing, or for two things: states, actions, performers. */
export function lintNames(document: WorkflowDocument, roles: readonly string[]): LintFault[] {
  return [
    ...twice(document.states, 'states'),
    ...twice(document.actions, 'actions'),
    ...document.actions.flatMap((action) => twice(action.fields, `actions.${action.code}.fields`)),
    ...lintInitial(document),
    ...document.actions.flatMap((action) => [
      ...unknownStates(document, action),
      ...lintPerformers(action, roles),
      ...unknownGuardActions(document, action),
    ]),
  ];
}

function twice(things: readonly { readonly code: string }[], place: string): LintFault[] {
  const codes = things.map((thing) => thing.code);
  const repeated = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [...new Set(repeated)].map((name) => fault('workflow-code-twice', place, { name }));
}

function lintInitial(document: WorkflowDocument): LintFault[] {
  const state = findState(document, document.initial);
  if (!state) return [fault('workflow-state-unknown', 'initial', { name: document.initial })];
  return state.kind === 'closed' ? [fault('workflow-initial-closed', 'initial')] : [];
}

function unknownStates(document: WorkflowDocument, action: ActionDefinition): LintFault[] {
  const isKnown = (name: string, words: readonly string[]) =>
    words.includes(name) || findState(document, name) !== null;
  const from = action.from.filter((name) => !isKnown(name, GROUPS)).map((name) => ['from', name]);
  const to = isKnown(action.to, TARGETS) ? [] : [['to', action.to]];
  return [...from, ...to].map(([key, name = '']) =>
    fault('workflow-state-unknown', `actions.${action.code}.${key}`, { name }),
  );
}

function lintPerformers(action: ActionDefinition, roles: readonly string[]): LintFault[] {
  const place = `actions.${action.code}.by`;
  const unknown = action.by.filter((entry) => !isPerformer(entry, roles));
  const faults = unknown.map((name) => fault('workflow-performer-unknown', place, { name }));
  return unknown.length === action.by.length
    ? [...faults, fault('workflow-nobody-may', place)]
    : faults;
}

function isPerformer(entry: string, roles: readonly string[]): boolean {
  if (entry.startsWith(PERMISSION_PREFIX))
    return PERMISSIONS.some((permission) => entry === PERMISSION_PREFIX + permission);
  return isSpecialPerformer(entry) || roles.includes(entry);
}

function unknownGuardActions(document: WorkflowDocument, action: ActionDefinition): LintFault[] {
  const named = action.guards.flatMap((guard) => {
    if (guard.kind === 'authorised') return guard.by;
    return guard.kind === 'not-who-did' ? guard.actions : [];
  });
  return named
    .filter((name) => !findAction(document, name))
    .map((name) => fault('workflow-action-unknown', `actions.${action.code}.guards`, { name }));
}
