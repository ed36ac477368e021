import type { ActionDefinition } from './document.js';
import type { Performer, RequestSnapshot } from './decision.js';

export const PERMISSION_PREFIX = 'permission:';
export const OFFICE_PREFIX = 'office:';

/**
 * Says whether the action is this performer's to do, whatever state the request is in. A role acts only while it holds `requests.work`
 * ("the actions that the iter gives to the role"), and so do the people of an office; a partner only while a task of its own is open on this request.
 */
export function performerMay(
  action: ActionDefinition,
  performer: Performer,
  request: RequestSnapshot,
): boolean {
  return isAmong(action.by, performer, request);
}

/** Whether one of these entries (as an action's `by` has them) means this performer. */
export function isAmong(
  entries: readonly string[],
  performer: Performer,
  request: Pick<RequestSnapshot, 'tasks'>,
): boolean {
  return entries.some((entry) => isMeant(entry, performer, request));
}

function isMeant(
  entry: string,
  performer: Performer,
  request: Pick<RequestSnapshot, 'tasks'>,
): boolean {
  if (entry === '@citizen') return performer.kind === 'citizen';
  if (entry === '@system') return performer.kind === 'system';
  if (entry === '@partner') return hasOpenTask(performer, request);
  if (entry.startsWith(PERMISSION_PREFIX)) {
    const asked = entry.slice(PERMISSION_PREFIX.length);
    return isPerson(performer) && performer.permissions.some((held) => held === asked);
  }
  if (performer.kind !== 'office' || !performer.permissions.includes('requests.work')) return false;
  if (entry.startsWith(OFFICE_PREFIX))
    return (performer.officeCodes ?? []).includes(entry.slice(OFFICE_PREFIX.length));
  return performer.roleCode === entry;
}

function isPerson(performer: Performer): boolean {
  return performer.kind === 'office' || performer.kind === 'partner';
}

function hasOpenTask(performer: Performer, request: Pick<RequestSnapshot, 'tasks'>): boolean {
  return (
    performer.kind === 'partner' &&
    performer.partnerId !== undefined &&
    request.tasks.some((task) => task.isOpen && task.partnerId === performer.partnerId)
  );
}
