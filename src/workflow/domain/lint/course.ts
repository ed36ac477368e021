/** What goes wrong only while the iter runs: an end without an outcome, a clock that stands for ever, actions that call each other. */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';
import { findState } from '../transition.js';
import { lintDeadlines } from './deadlines.js';
import { fault, type LintFault } from './fault.js';
import { type Arrow, arrowsOf, onwardAlong, reachable } from './graph.js';

/** Names and graph are known to be right. */
export function lintCourse(document: WorkflowDocument): LintFault[] {
  const arrows = arrowsOf(document);
  return [
    ...lintOutcomes(document, arrows),
    ...lintClock(document, arrows),
    ...document.actions.filter((action) => action.trigger).flatMap(lintTrigger),
    ...lintDeadlines(document),
    ...lintLoops(arrows),
  ];
}

function lintOutcomes(document: WorkflowDocument, arrows: readonly Arrow[]): LintFault[] {
  const closing = arrows.filter(({ from, to }) => to.kind === 'closed' && from.kind !== 'closed');
  const named = namedOutcomes(document);
  return [
    ...actionsOf(closing).flatMap(lintClosing),
    ...document.actions.flatMap(({ code, effects }) =>
      effects.flatMap((effect) =>
        effect.kind === 'outcome' && !named.has(effect.code)
          ? [fault('workflow-outcome-unnamed', `actions.${code}.effects`, { name: effect.code })]
          : [],
      ),
    ),
  ];
}

/** It says how it ended: by a word of its own, or by a choice that nobody can leave out. */
function lintClosing({ code, fields, effects }: ActionDefinition): LintFault[] {
  if (effects.some(({ kind }) => kind === 'outcome')) return [];
  const asked = effects.flatMap((effect) => (effect.kind === 'set-outcome' ? [effect.field] : []));
  if (asked.length === 0) return [fault('workflow-outcome-missing', `actions.${code}.effects`)];
  return fields
    .filter((field) => asked.includes(field.code) && !field.required)
    .map((field) => fault('workflow-outcome-optional', `actions.${code}.fields.${field.code}`));
}

/** Those that people can be told in words, with the words: the choices that set one, and the states that bear its name. */
export function namedOutcomes({
  states,
  actions,
}: WorkflowDocument): ReadonlyMap<string, StateDefinition['label']> {
  const choices = actions.flatMap(({ fields, effects }) =>
    effects.flatMap((effect) =>
      effect.kind === 'set-outcome'
        ? (fields.find(({ code }) => code === effect.field)?.choices ?? [])
        : [],
    ),
  );
  return new Map([...states, ...choices].map(({ code, label }) => [code, label]));
}

function lintClock(document: WorkflowDocument, arrows: readonly Arrow[]): LintFault[] {
  const stopping = document.actions.filter((action) => has(action, 'stop-clock'));
  const into = stopping.map((action) => ({ action, wait: findState(document, action.to) }));
  const waits = new Set(into.flatMap(({ wait }) => (wait?.kind === 'waiting' ? [wait] : [])));
  return [
    ...into
      .filter(({ wait }) => wait?.kind !== 'waiting')
      .map(({ action }) => fault('workflow-clock-without-wait', `actions.${action.code}.effects`)),
    ...[...waits].flatMap((wait) => {
      const leaving = arrows.filter(({ from, to }) => from === wait && to !== wait);
      return actionsOf(leaving)
        .filter((way) => !has(way, 'start-clock'))
        .map((way) =>
          fault('workflow-clock-never-starts', `actions.${way.code}.effects`, { state: wait.code }),
        );
    }),
  ];
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
  const next = onwardAlong(automatic);
  const ends = new Set([...next.values()].flatMap((codes) => [...codes]));
  const after = new Map([...ends].map((code) => [code, reachable([code], next)]));
  const looping = automatic.filter(({ from, to }) => after.get(to.code)?.has(from.code));
  const actions = actionsOf(looping).map((action) => action.code);
  const [first] = actions;
  return first === undefined
    ? []
    : [fault('workflow-trigger-loop', `actions.${first}`, { actions: actions.join(', ') })];
}

function has(action: ActionDefinition, kind: string): boolean {
  return action.effects.some((effect) => effect.kind === kind);
}

function actionsOf(arrows: readonly Arrow[]): ActionDefinition[] {
  return [...new Set(arrows.map((arrow) => arrow.action))];
}
