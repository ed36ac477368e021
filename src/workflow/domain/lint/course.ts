/** What goes wrong only while the iter runs: an end without an outcome, a clock that stands for ever, actions that call each other. */
import type { ActionDefinition, WorkflowDocument } from '../document.js';
import { findState } from '../transition.js';
import { lintDeadlines } from './deadlines.js';
import { fault, type LintFault } from './fault.js';
import { type Arrow, arrowsOf } from './graph.js';

/** Names and graph are known to be right. */
export function lintCourse(document: WorkflowDocument): LintFault[] {
  const arrows = arrowsOf(document);
  return [
    ...lintOutcomes(arrows),
    ...lintClock(document, arrows),
    ...document.actions.filter((action) => action.trigger).flatMap(lintTrigger),
    ...lintDeadlines(document),
    ...lintLoops(arrows),
  ];
}

function lintOutcomes(arrows: readonly Arrow[]): LintFault[] {
  const closing = arrows.filter(({ from, to }) => to.kind === 'closed' && from.kind !== 'closed');
  return actionsOf(closing)
    .filter((action) => !has(action, 'set-outcome') && !has(action, 'outcome'))
    .map((action) => fault('workflow-outcome-missing', `actions.${action.code}.effects`));
}

function lintClock(document: WorkflowDocument, arrows: readonly Arrow[]): LintFault[] {
  const stopping = document.actions.filter((action) => has(action, 'stop-clock'));
  return stopping.flatMap((action) => {
    const wait = findState(document, action.to);
    if (wait?.kind !== 'waiting')
      return [fault('workflow-clock-without-wait', `actions.${action.code}.effects`)];
    const leaving = arrows.filter(({ from, to }) => from === wait && to !== wait);
    return actionsOf(leaving)
      .filter((way) => !has(way, 'start-clock'))
      .map((way) =>
        fault('workflow-clock-never-starts', `actions.${way.code}.effects`, { state: wait.code }),
      );
  });
}

function lintTrigger(action: ActionDefinition): LintFault[] {
  const place = `actions.${action.code}`;
  const asked = action.fields.filter((field) => field.required).map((field) => field.code);
  if (action.note === 'required') asked.push('note');
  return [
    ...(action.by.includes('@system') ? [] : [fault('workflow-trigger-not-system', `${place}.by`)]),
    ...asked.map((name) => fault('workflow-trigger-asks', place, { name })),
  ];
}

/** Automatic actions whose arrows come back to where they began. */
function lintLoops(arrows: readonly Arrow[]): LintFault[] {
  const automatic = arrows.filter(({ action }) => action.trigger);
  const looping = automatic.filter((arrow) => leadsBack(arrow, automatic));
  const actions = actionsOf(looping).map((action) => action.code);
  const [first] = actions;
  return first === undefined
    ? []
    : [fault('workflow-trigger-loop', `actions.${first}`, { actions: actions.join(', ') })];
}

function leadsBack(arrow: Arrow, automatic: readonly Arrow[]): boolean {
  const seen = new Set([arrow.to.code]);
  for (const code of seen) {
    for (const next of automatic) if (next.from.code === code) seen.add(next.to.code);
  }
  return seen.has(arrow.from.code);
}

function has(action: ActionDefinition, kind: string): boolean {
  return action.effects.some((effect) => effect.kind === kind);
}

function actionsOf(arrows: readonly Arrow[]): ActionDefinition[] {
  return [...new Set(arrows.map((arrow) => arrow.action))];
}
