import { PERMISSIONS } from '../../../access/permissions.js';
import type { ActionDefinition, Rung, WorkflowDocument } from '../document.js';
import { STATE_GROUPS } from '../document.js';
import { OWN_STEPS } from './own-steps.js';
import { OFFICE_PREFIX, PERMISSION_PREFIX } from '../performer-may.js';
import { findAction, findState } from '../transition.js';
import { fault, isSpecialPerformer, type LintFault } from './fault.js';

const TARGETS = ['@same', '@previous'];

/** Whom a document may name. Offices are checked only where they are known: the shipped documents name none. */
export interface KnownNames {
  readonly roles: readonly string[];
  readonly offices?: readonly string[];
  /** Roles that may work requests at all, by this council's own table; not checked where it is not known. */
  readonly working?: readonly string[];
  /** Permissions that some role holds whose people see requests or answer tasks; not checked where they are not known. */
  readonly seeing?: readonly string[];
  /** The actions that every iter has. */
  readonly standing?: readonly ActionDefinition[];
}

/** Names that stand for nothing, or for two things: states, actions, performers. */
export function lintNames(document: WorkflowDocument, known: KnownNames): LintFault[] {
  return [
    ...twice(document.states, 'states'),
    ...twice(document.actions, 'actions'),
    ...document.actions
      .filter(({ code }) => OWN_STEPS.includes(code))
      .map(({ code: name }) => fault('workflow-action-reserved', `actions.${name}`, { name })),
    ...document.actions.flatMap((action) => twice(action.fields, `actions.${action.code}.fields`)),
    ...lintInitial(document),
    ...lintLadder(document.escalation, 'escalation', known),
    ...document.states.flatMap(({ code, deadline }) =>
      lintLadder(deadline?.escalation, `states.${code}.deadline.escalation`, known),
    ),
    ...document.states.flatMap((state) =>
      state.owner === undefined
        ? []
        : unknownOffice(state.owner, `states.${state.code}.owner`, known),
    ),
    ...document.actions.flatMap((action) => [
      ...unknownStates(document, action),
      ...lintPerformers(action, known),
      ...unknownGuardActions(document, action),
    ]),
  ];
}

/** One fault for each code that stands there more than once. */
export function twice(things: readonly { readonly code: string }[], place: string): LintFault[] {
  const codes = things.map((thing) => thing.code);
  const repeated = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [...new Set(repeated)].map((name) => fault('workflow-code-twice', place, { name }));
}

/** A ladder tells roles, each once. */
function lintLadder(ladder: readonly Rung[] = [], place: string, known: KnownNames): LintFault[] {
  const roles = ladder.map(({ tell }) => ({ code: tell }));
  const unknown = roles.filter(({ code }) => !known.roles.includes(code));
  return [
    ...twice(roles, place),
    ...unknown.map(({ code }) => fault('workflow-role-unknown', place, { name: code })),
  ];
}

function lintInitial(document: WorkflowDocument): LintFault[] {
  const state = findState(document, document.initial);
  if (!state) return [fault('workflow-state-unknown', 'initial', { name: document.initial })];
  return state.kind === 'closed' ? [fault('workflow-initial-closed', 'initial')] : [];
}

function unknownStates(document: WorkflowDocument, action: ActionDefinition): LintFault[] {
  const isKnown = (name: string, words: readonly string[]) =>
    words.includes(name) || findState(document, name) !== null;
  const from = action.from
    .filter((name) => !isKnown(name, STATE_GROUPS))
    .map((name) => ['from', name]);
  const to = isKnown(action.to, TARGETS) ? [] : [['to', action.to]];
  return [...from, ...to].map(([key, name = '']) =>
    fault('workflow-state-unknown', `actions.${action.code}.${key}`, { name }),
  );
}

function lintPerformers(action: ActionDefinition, known: KnownNames): LintFault[] {
  const place = `actions.${action.code}.by`;
  const unknown = action.by.flatMap((entry) => unknownPerformer(entry, place, known));
  const excepted = action.guards.flatMap((guard) =>
    guard.kind === 'at-most'
      ? guard.unless.flatMap((entry) =>
          unknownPerformer(entry, `actions.${action.code}.guards`, known),
        )
      : [],
  );
  return unknown.length === action.by.length
    ? [...unknown, fault('workflow-nobody-may', place), ...excepted]
    : [...unknown, ...excepted];
}

function unknownPerformer(entry: string, place: string, known: KnownNames): LintFault[] {
  if (entry.startsWith(OFFICE_PREFIX))
    return unknownOffice(entry.slice(OFFICE_PREFIX.length), place, known);
  const isKnown = entry.startsWith(PERMISSION_PREFIX)
    ? PERMISSIONS.some((permission) => entry === PERMISSION_PREFIX + permission)
    : isSpecialPerformer(entry) || known.roles.includes(entry);
  return isKnown ? [] : [fault('workflow-performer-unknown', place, { name: entry })];
}

function unknownOffice(name: string, place: string, { offices }: KnownNames): LintFault[] {
  return offices && !offices.includes(name)
    ? [fault('workflow-office-unknown', place, { name })]
    : [];
}

function unknownGuardActions(document: WorkflowDocument, action: ActionDefinition): LintFault[] {
  const named = action.guards.flatMap((guard) => {
    if (guard.kind === 'authorised') return guard.by;
    if (guard.kind === 'at-most') return guard.recorded ?? [];
    return guard.kind === 'not-who-did' ? guard.actions : [];
  });
  return named
    .filter((name) => !findAction(document, name))
    .map((name) => fault('workflow-action-unknown', `actions.${action.code}.guards`, { name }));
}
