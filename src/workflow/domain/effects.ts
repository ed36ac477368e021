/** What an action brings with it, besides the state. */
import { type Decision, fieldValueName, type RequestSnapshot } from './decision.js';
import { type ActionDefinition, type Effect, SELF } from './document.js';

const MOVING: readonly Effect['kind'][] = [
  'assign-person',
  'change-category',
  'change-office',
  'move-term',
  'restart-term',
  'stop-clock',
  'start-clock',
];

/** True where the action moves state, owner, category or term: the caller must name the version that the person saw. */
export function actionMoves(action: ActionDefinition): boolean {
  return action.to !== '@same' || action.effects.some((effect) => MOVING.includes(effect.kind));
}

/**
 * The effects that take place: those whose field was left empty fall away, and the legal clock stops only the first time
 * (L. 241/1990 art. 2 c. 7): a second wait for the citizen stops the state's own deadline alone.
 */
export function effectsOf(
  action: ActionDefinition,
  request: RequestSnapshot,
  values: Decision['values'],
): readonly Effect[] {
  return action.effects.filter((effect) => {
    if (effect.kind === 'stop-clock') return !request.suspensionUsed;
    const field = fieldOf(effect);
    return (
      field === null ||
      field === SELF ||
      values.some((value) => value.name === fieldValueName(field))
    );
  });
}

/** The field whose value the effect uses; null where it uses none. */
export function fieldOf(effect: Effect): string | null {
  if ('field' in effect) return effect.field;
  return effect.kind === 'open-task' ? effect.executor : null;
}
