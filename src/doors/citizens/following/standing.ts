/** How a request stands, in the words of its page: who has it, until when, what is waited for, how it ended. Pure. */
import { suspensionOf } from '../../../requests/domain/suspension.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { ledHere } from '../led-here.js';

const DAY_MS = 86_400_000;

export function standing(view: RequestView, reopenDays: number) {
  const { request, state, outcome, office, duplicateOf } = view;
  const isClosed = state.kind === 'closed';
  const suspension = suspensionOf(request);
  return {
    label: state.label,
    kind: state.kind,
    next: state.next,
    isClosed,
    closedAt: request.closedAt,
    outcome: outcome?.label ?? null,
    duplicateOf,
    ...reopening(view, reopenDays),
    dueAt: request.dueAt,
    isOverdue: view.isOverdue,
    suspension: suspension && { ...suspension, isRunning: !suspension.until && !isClosed },
    office: { name: office.name, email: office.email, phone: office.phone },
    tasks: isClosed ? [] : openTasks(view),
    telling: tellingStep(view),
  };
}

/** With whom it is now, beside the office: since when, and for when it is planned. */
function openTasks({ tasks }: RequestView) {
  return tasks
    .filter((task) => task.isOpen && task.partnerId !== null)
    .map(({ executor, offeredAt, plannedFor, state }) => ({
      executor,
      offeredAt,
      plannedFor,
      stateKey: `tracking:task.${state}`,
    }));
}

/** Until when a closed request can be reopened; or since when it cannot any more. */
function reopening(
  { request, actions, state }: RequestView,
  days: number,
): { reopenUntil: Date | null; reopenEnded: Date | null } {
  if (state.kind !== 'closed' || !request.closedAt) return { reopenUntil: null, reopenEnded: null };
  const end = new Date(request.closedAt.getTime() + days * DAY_MS);
  const canReopen = actions.some(({ from }) => from.includes(state.code));
  return canReopen
    ? { reopenUntil: end, reopenEnded: null }
    : { reopenUntil: null, reopenEnded: end };
}

/** What the step that led here says, where somebody must read it: the question that was asked, the outcome that was given. */
function tellingStep(view: RequestView): Pick<StepView, 'details' | 'note'> | null {
  const { state, outcome } = view;
  if (state.kind === 'open') return null;
  const step = ledHere(view);
  if (!step || (step.details.length === 0 && !step.note)) return null;
  const details = step.details.filter(({ value }) => value !== outcome?.label); // it stands above already
  return { details, note: step.note };
}
