/** Clocks that never run out, although something waits for it, and clocks of states in which nothing is waited for. */
import { roughDays } from '../../../shared/span.js';
import type { DeadlineDefinition, Rung, WorkflowDocument } from '../document.js';
import { startsFrom } from '../transition.js';
import { fault, type LintFault } from './fault.js';

/** Names are known to be right. */
export function lintDeadlines(document: WorkflowDocument): LintFault[] {
  return [
    ...lintOrder(document.escalation, 'escalation'),
    ...document.states.flatMap(lintState),
    ...document.actions.flatMap(lintTrigger),
  ];

  function lintTrigger(action: WorkflowDocument['actions'][number]): LintFault[] {
    const { trigger } = action;
    if (trigger !== 'state.deadline' && trigger !== 'state.reminder') return [];
    return document.states
      .filter((state) => startsFrom(action, state))
      .filter(({ deadline }) =>
        trigger === 'state.deadline' ? !deadline : deadline?.remindBefore === undefined,
      )
      .map(({ code }) =>
        fault('workflow-trigger-without-deadline', `actions.${action.code}.from`, { state: code }),
      );
  }
}

function lintState({ code, kind, deadline }: WorkflowDocument['states'][number]): LintFault[] {
  if (!deadline) return [];
  const place = `states.${code}.deadline`;
  return [
    ...(kind === 'closed' ? [fault('workflow-deadline-closed', place)] : []),
    ...(isTooEarly(deadline) ? [fault('workflow-reminder-too-early', place)] : []),
    ...lintOrder(deadline.escalation, `${place}.escalation`),
  ];
}

/** Rungs are climbed in the order in which they are written. */
function lintOrder(ladder: readonly Rung[] = [], place: string): LintFault[] {
  const afterDays = ladder.map(roughDays);
  const isRising = afterDays.every((after, index) => after >= (afterDays[index - 1] ?? 0));
  return isRising ? [] : [fault('workflow-escalation-order', place)];
}

function isTooEarly({ days, workingDays, hours, remindBefore }: DeadlineDefinition): boolean {
  if (remindBefore === undefined) return false;
  const whole = days ?? workingDays ?? (hours ?? 0) / 24;
  return remindBefore >= whole;
}
