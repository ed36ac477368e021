/**
 * Automatic actions that never fire: of those with one trigger, the first that nothing holds back fires, and another one always comes first. Pure,
 * by what the guards say: an earlier action comes first where whatever lets the later one through lets it through as well. Names are known
 * to be right.
 */
import {
  type ActionDefinition,
  type Guard,
  TASK_KINDS,
  TASK_TRIGGERS,
  type WorkflowDocument,
} from '../document.js';
import { startsFrom } from '../transition.js';
import { fault, type LintFault } from './fault.js';
import { countedKinds, isWithin } from './kinds.js';

/** One fault for each action that comes too late in every state from which it starts; it names what fires instead. */
export function lintFiring(document: WorkflowDocument): LintFault[] {
  const automatic = withRules(document);
  return automatic.flatMap(({ action }, index) => {
    const rules = new Map<number, boolean>(); // by rule whether it comes before this one
    const earlier = automatic.slice(0, index).filter(({ action: one, rule }) => {
      const isFirst = rules.get(rule) ?? comesFirst(one, action);
      rules.set(rule, isFirst);
      return isFirst;
    });
    const states = document.states.filter((state) => startsFrom(action, state));
    const firsts = states.map((state) => earlier.find((one) => startsFrom(one.action, state)));
    const [first] = firsts;
    return first && firsts.every((one) => one !== undefined)
      ? [fault('workflow-never-fires', `actions.${action.code}.trigger`, { action: first.action.code })] // prettier-ignore
      : [];
  });
}

/** The automatic actions, numbered alike where they fire alike: one of them is compared for all. */
function withRules({ actions }: WorkflowDocument): { action: ActionDefinition; rule: number }[] {
  const numbers = new Map<string, number>();
  return actions.flatMap((action) => {
    if (!action.trigger) return [];
    const rule = numbers.get(ruleOf(action)) ?? numbers.size;
    numbers.set(ruleOf(action), rule);
    return [{ action, rule }];
  });
}

/** All that `comesFirst` looks at. */
function ruleOf({ trigger, by, to, guards }: ActionDefinition): string {
  const asked = guards.filter((guard) => !isOfPeople(guard));
  return JSON.stringify([trigger, by.includes('@system'), to === '@previous', asked]);
}

/** Whenever the later one could fire. */
function comesFirst(earlier: ActionDefinition, later: ActionDefinition): boolean {
  if (earlier.trigger !== later.trigger || !earlier.by.includes('@system')) return false;
  const isBack = earlier.to === '@previous' && later.to !== '@previous'; // possible only where something is remembered
  return !isBack && isPulledLike(earlier, later) && earlier.guards.every((guard) => holds(guard, later)); // prettier-ignore
}

/** Each task that pulls the later one pulls the earlier one. */
function isPulledLike(earlier: ActionDefinition, later: ActionDefinition): boolean {
  const kinds = pullingKinds(earlier);
  return pullingKinds(later).every((kind) => kinds.includes(kind));
}

function pullingKinds({ guards, trigger }: ActionDefinition): readonly string[] {
  if (!TASK_TRIGGERS.some((one) => one === trigger)) return [];
  return TASK_KINDS.filter((kind) => guards.every((guard) => countedKinds(guard).includes(kind)));
}

/** Said of people, and of what they type: the system passes. */
function isOfPeople({ kind }: Guard): boolean {
  return kind === 'not-who-did' || kind === 'at-most';
}

/** Whether this guard lets through whatever the later action's own guards and trigger let through. */
function holds(guard: Guard, later: ActionDefinition): boolean {
  if (isOfPeople(guard)) return true;
  if (guard.kind === 'any-task-done' && later.trigger === 'task.done')
    return pullingKinds(later).every((kind) => countedKinds(guard).includes(kind));
  return later.guards.some((one) => implies(one, guard));
}

function implies(one: Guard, other: Guard): boolean {
  switch (other.kind) {
    case 'tasks-settled':
      return (
        (one.kind === 'tasks-settled' || one.kind === 'all-tasks-done') && isWithin(other, one)
      );
    case 'all-tasks-done':
      return one.kind === 'all-tasks-done' && isWithin(other, one);
    case 'any-task-done':
    case 'tasks-open':
      return one.kind === other.kind && isWithin(one, other);
    case 'authorised':
      return one.kind === 'authorised' && one.by.every((code) => other.by.includes(code));
    case 'within-days-of-closing':
      return one.kind === 'within-days-of-closing' && one.setting === other.setting;
    default:
      return one.kind === other.kind;
  }
}
