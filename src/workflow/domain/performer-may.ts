import type { ActionDefinition } from './document.js';
import type { Performer, RequestSnapshot } from './decision.js';

export const PERMISSION_PREFIX = 'permission:';

/**
 * Says whether the action is this performer's to do, whatever state the request is in. A role acts only while it holds `requests.work`
 * ("the actions that the iter gives to the role"); a partner only while a task of its own is open on this request.
 */
export function performerMay(
  action: ActionDefinition,
  performer: Performer,
  request: RequestSnapshot,
): boolean {
  return action.by.some((entry) => isMeant(entry, performer, request));
}

function isMeant(entry: string, performer: Performer, request: RequestSnapshot): boolean {
  if (entry === '@citizen') return performer.kind === 'citizen';
  if (entry === '@system') return performer.kind === 'system';
  if (entry === '@partner') return hasOpenTask(performer, request);
  if (entry.startsWith(PERMISSION_PREFIX)) {
    const asked = entry.slice(PERMISSION_PREFIX.length);
    return isPerson(performer) && performer.permissions.some((held) => held === asked);
  }
  return (
    performer.kind === 'office' &&
    performer.roleCode === entry &&
    performer.permissions.includes('requests.work')
  );
}

function isPerson(performer: Performer): boolean {
  return performer.kind === 'office' || performer.kind === 'partner';
}

function hasOpenTask(performer: Performer, request: RequestSnapshot): boolean {
  return (
    performer.kind === 'partner' &&
    performer.partnerId !== undefined &&
    request.tasks.some((task) => task.isOpen && task.partnerId === performer.partnerId)
  );
}
