/**
 * Actions that nobody will ever do, although each name in them is right: whoever may is not there, or what they wait for cannot come.
 * Names are known to be right.
 */
import type { ActionDefinition, Guard, WorkflowDocument } from '../document.js';
import { OFFICE_PREFIX, PERMISSION_PREFIX } from '../performer-may.js';
import { SENT_ON } from '../triggered-action.js';
import { fault, isSpecialPerformer, type LintFault } from './fault.js';
import { isWithin } from './kinds.js';
import type { KnownNames } from './names.js';

/** Guards that hold as long as a task is open. */
const OVER: readonly Guard['kind'][] = ['tasks-settled', 'all-tasks-done'];

/** What keeps an action from everybody, a fault for each reason. */
export function lintDoable(document: WorkflowDocument, known: KnownNames): LintFault[] {
  return document.actions.flatMap((action) => [
    ...lintSystem(action),
    ...lintPartner(document, action),
    ...lintWho(action, known),
    ...lintContradiction(action),
    ...lintOwnAuthorisation(action),
    ...lintOwnEyes(action),
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

/** Roles act only while they hold `requests.work`, and nobody acts who sees no request: where `by` has nobody else, nobody may. */
function lintWho({ code, by }: ActionDefinition, { working, seeing }: KnownNames): LintFault[] {
  const place = `actions.${code}.by`;
  const isVain = (entry: string) =>
    isRole(entry)
      ? working?.includes(entry) === false
      : entry.startsWith(PERMISSION_PREFIX) &&
        seeing?.includes(entry.slice(PERMISSION_PREFIX.length)) === false;
  if (!by.every(isVain)) return [];
  const names = { names: by.join(', ') };
  return [
    by.some(isRole)
      ? fault('workflow-role-may-not-work', place, names)
      : fault('workflow-permission-sees-none', place, names),
  ];
}

function isRole(entry: string): boolean {
  return (
    !isSpecialPerformer(entry) &&
    !entry.startsWith(PERMISSION_PREFIX) &&
    !entry.startsWith(OFFICE_PREFIX)
  );
}

/** One guard wants a task open, another wants every task of at least its kinds over. */
function lintContradiction({ code, guards }: ActionDefinition): LintFault[] {
  const wantsOpen = guards.filter(({ kind }) => kind === 'tasks-open');
  const wantsOver = guards.filter(({ kind }) => OVER.includes(kind));
  return wantsOpen.some((open) => wantsOver.some((over) => isWithin(open, over)))
    ? [fault('workflow-guards-contradict', `actions.${code}.guards`)]
    : [];
}

function lintOwnAuthorisation({ code, guards }: ActionDefinition): LintFault[] {
  const isOwn = guards.some(
    (guard) => guard.kind === 'authorised' && guard.by.every((one) => one === code),
  );
  return isOwn ? [fault('workflow-authorises-itself', `actions.${code}.guards`)] : [];
}

/** Four eyes would look at who did this very action before, and at nobody where it is the first time. */
function lintOwnEyes({ code, guards }: ActionDefinition): LintFault[] {
  const isOwn = guards.some(
    (guard) => guard.kind === 'not-who-did' && guard.actions.every((one) => one === code),
  );
  return isOwn ? [fault('workflow-four-eyes-itself', `actions.${code}.guards`)] : [];
}
