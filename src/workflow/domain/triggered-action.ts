import type { RequestSnapshot, WorkflowSettings } from './decision.js';
import { kindsOf } from './guards.js';
import type { ActionDefinition, Trigger, WorkflowDocument } from './document.js';
import { nextActions } from './next-actions.js';

/** The system acts for itself. */
export const SYSTEM = { kind: 'system', permissions: [] } as const;

/**
 * Actions that the code records as the system without any trigger: a request goes to the executors that routing names, to the first with the
 * request itself, to any further one beside it.
 */
export const SENT_ON = { first: 'send-to-partner', further: 'assign-partner' } as const;

/**
 * The action that fires by itself after a task was done or declined (in the same transaction) or when the clock of the state has run that
 * far; null where the iter has none that is possible now (another task may still be open, or the request may be elsewhere). The caller
 * hands it to `decide` as `SYSTEM`. A task that the action's own join does not count (`taskKind`) does not pull its trigger.
 */
export function triggeredAction(
  document: WorkflowDocument,
  request: RequestSnapshot,
  trigger: Trigger,
  { settings, now, taskKind }: { settings: WorkflowSettings; now: Date; taskKind?: string },
): ActionDefinition | null {
  const possible = nextActions(document, request, SYSTEM, settings, now);
  return (
    possible.find((action) => action.trigger === trigger && isPulledBy(action, taskKind)) ?? null
  );
}

function isPulledBy({ guards }: ActionDefinition, taskKind: string | undefined): boolean {
  return guards.every((guard) => {
    const kinds = kindsOf(guard);
    return taskKind === undefined || kinds === null || kinds.includes(taskKind);
  });
}
