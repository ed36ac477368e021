/** Where several tasks come together again: what waits for them, and what goes on by itself after them. */
import {
  type ActionDefinition,
  TASK_KINDS,
  TASK_TRIGGERS,
  type TaskKind,
  type WorkflowDocument,
} from '../document.js';
import { kindsOf } from '../guards.js';
import { fault, type LintFault } from './fault.js';

const JOINS = ['tasks-settled', 'all-tasks-done', 'any-task-done'];
/** Guards that hold for ever where nobody is ever asked. */
const NEEDS_TASKS = ['any-task-done', 'tasks-open'];

/** Names are known to be right. An action that fires after tasks says after which, and somebody can be asked for them. */
export function lintJoins(document: WorkflowDocument): LintFault[] {
  const asked = new Set(
    document.actions.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'open-task' ? [effect.task] : [])),
    ),
  );
  return document.actions.flatMap((action) => [
    ...lintWaits(action, asked),
    ...(firesAfterTasks(action) ? lintTrigger(action) : []),
  ]);
}

/** A join over kinds that nobody is asked for waits for nothing: it was meant to be another kind. */
function lintWaits(action: ActionDefinition, asked: ReadonlySet<TaskKind>): LintFault[] {
  const place = `actions.${action.code}.guards`;
  return action.guards.flatMap((guard) => {
    const named = kindsOf(guard);
    const isWaited = named !== null || NEEDS_TASKS.includes(guard.kind);
    const kinds = named ?? TASK_KINDS;
    const isAsked = TASK_KINDS.some((kind) => kinds.includes(kind) && asked.has(kind));
    return isWaited && !isAsked
      ? [fault('workflow-task-never-asked', place, { names: kinds.join(', ') })]
      : [];
  });
}

function lintTrigger({ code, guards }: ActionDefinition): LintFault[] {
  return guards.some(({ kind }) => JOINS.includes(kind))
    ? []
    : [fault('workflow-join-missing', `actions.${code}.guards`)];
}

function firesAfterTasks({ trigger }: ActionDefinition): boolean {
  return TASK_TRIGGERS.some((one) => one === trigger);
}
