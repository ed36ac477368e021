/**
 * Actions that nobody will ever do, although each name in them is right: whoever may is not there, or what they wait for cannot come.
 * Names are known to be right.
 */
import type { ActionDefinition, Guard, WorkflowDocument } from '../document.js';
import { TASK_KINDS } from '../document.js';
import { kindsOf } from '../guards.js';
import { OFFICE_PREFIX, PERMISSION_PREFIX } from '../performer-may.js';
import { startsFrom } from '../transition.js';
import { SENT_ON } from '../triggered-action.js';
import { fault, isSpecialPerformer, type LintFault } from './fault.js';
import { arrowsOf, reachableFrom } from './graph.js';
import type { KnownNames } from './names.js';

/** Guards that hold as long as a task is open. */
const OVER: readonly Guard['kind'][] = ['tasks-settled', 'all-tasks-done'];

/** What keeps an action from everybody, a fault for each reason. */
export function lintDoable(document: WorkflowDocument, { working }: KnownNames): LintFault[] {
  return document.actions.flatMap((action) => [
    ...lintSystem(action),
    ...lintPartner(document, action),
    ...(working ? lintRoles(action, working) : []),
    ...lintOutcome(document, action),
    ...lintContradiction(action),
    ...lintOwnAuthorisation(action),
  ]);
}

/** The system does what a trigger calls, and what the code itself records; nothing else comes about by itself. */
function lintSystem({ code, by, trigger }: ActionDefinition): LintFault[] {
  const isItsAlone = by.every((entry) => entry === '@system');
  const isCalled = trigger !== undefined || Object.values(SENT_ON).some((one) => one === code);
  return isItsAlone && !isCalled
    ? [fault('workflow-system-without-trigger', `actions.${code}.by`)]
    : [];
}

/** A partner acts only while a task of its own is open. */
function lintPartner({ actions }: WorkflowDocument, { code, by }: ActionDefinition): LintFault[] {
  return by.includes('@partner') && !actions.some(asksPartner)
    ? [fault('workflow-partner-never-asked', `actions.${code}.by`)]
    : [];
}

function asksPartner({ effects, fields }: ActionDefinition): boolean {
  return effects.some(
    (effect) =>
      effect.kind === 'open-task' &&
      fields.some(({ code, type }) => code === effect.executor && type === 'partner'),
  );
}

/** Roles act only while they hold `requests.work`: where `by` has nobody else, one of them must. */
function lintRoles({ code, by }: ActionDefinition, working: readonly string[]): LintFault[] {
  return by.every((entry) => isRole(entry) && !working.includes(entry))
    ? [fault('workflow-role-may-not-work', `actions.${code}.by`, { names: by.join(', ') })]
    : [];
}

function isRole(entry: string): boolean {
  return (
    !isSpecialPerformer(entry) &&
    !entry.startsWith(PERMISSION_PREFIX) &&
    !entry.startsWith(OFFICE_PREFIX)
  );
}

/** The guard looks at what was said before: a reopening forgets it, and the action's own word comes too late. */
function lintOutcome(document: WorkflowDocument, action: ActionDefinition): LintFault[] {
  if (!action.guards.some(({ kind }) => kind === 'outcome-chosen')) return [];
  const sayers = document.actions.filter((one) => one !== action && saysOutcome(one));
  const keeping = arrowsOf(document).filter(
    ({ from, to }) => from.kind !== 'closed' || to.kind === 'closed',
  );
  const said = reachableFrom(
    sayers.flatMap((sayer) => endsOf(document, sayer)),
    keeping,
  );
  return document.states.some((state) => said.has(state.code) && startsFrom(action, state))
    ? []
    : [fault('workflow-outcome-never-asked', `actions.${action.code}.guards`)];
}

function saysOutcome({ effects }: ActionDefinition): boolean {
  return effects.some(({ kind }) => kind === 'outcome' || kind === 'set-outcome');
}

function endsOf(document: WorkflowDocument, action: ActionDefinition): string[] {
  const staying = document.states.filter((state) => startsFrom(action, state));
  return action.to === '@same'
    ? staying.map(({ code }) => code)
    : arrowsOf(document).flatMap((arrow) => (arrow.action === action ? [arrow.to.code] : []));
}

/** One guard wants a task open, another wants every task of at least its kinds over. */
function lintContradiction({ code, guards }: ActionDefinition): LintFault[] {
  const wantsOpen = guards.filter(({ kind }) => kind === 'tasks-open');
  const wantsOver = guards.filter(({ kind }) => OVER.includes(kind));
  return wantsOpen.some((open) => wantsOver.some((over) => isWithin(open, over)))
    ? [fault('workflow-guards-contradict', `actions.${code}.guards`)]
    : [];
}

function isWithin(inner: Guard, outer: Guard): boolean {
  const kinds = kindsOf(outer) ?? TASK_KINDS;
  return (kindsOf(inner) ?? TASK_KINDS).every((kind) => kinds.some((one) => one === kind));
}

function lintOwnAuthorisation({ code, guards }: ActionDefinition): LintFault[] {
  const isOwn = guards.some(
    (guard) => guard.kind === 'authorised' && guard.by.every((one) => one === code),
  );
  return isOwn ? [fault('workflow-authorises-itself', `actions.${code}.guards`)] : [];
}
