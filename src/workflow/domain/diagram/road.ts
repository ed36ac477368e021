/**
 * The main road of an iter: the way that most requests take, without waits, early ends and what follows a reopening. The document does not
 * mark it; it follows from the arrows:
 *
 * - a state of work is on the road where it is reached from the start without a wait and without an end in between;
 * - the closing of the road is the one that starts furthest along: whoever may close earlier closes without the work.
 */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';
import { type Arrow, arrowsOf } from '../lint/graph.js';
import { findState } from '../transition.js';

/** Codes of the states of work on the road, in the document's order. */
export function roadStates(document: WorkflowDocument): string[] {
  const arrows = arrowsOf(document).filter(({ to }) => to.kind === 'open');
  const reached = new Set([document.initial]);
  for (const code of reached)
    for (const { from, to } of arrows) if (from.code === code) reached.add(to.code);
  return document.states
    .filter(({ code, kind }) => kind === 'open' && reached.has(code))
    .map(({ code }) => code);
}

/** The action that ends the road; null where the document has none yet. */
export function mainClosing(document: WorkflowDocument): ActionDefinition | null {
  const road = roadStates(document);
  const start = ({ from }: ActionDefinition) =>
    Math.min(...from.map((code) => road.indexOf(code)).filter((place) => place >= 0));
  const closings = document.actions.filter(
    (action) =>
      findState(document, action.to)?.kind === 'closed' &&
      Number.isFinite(start(action)) &&
      action.by.some((entry) => entry !== '@citizen'),
  );
  return closings.reduce<ActionDefinition | null>(
    (best, action) => (best && start(best) >= start(action) ? best : action),
    null,
  );
}

/**
 * What still lies ahead of a state on the road, step by step up to the closing; two states in one step are two ways to go. Nothing where
 * no way leads to the end.
 */
export function roadAhead(document: WorkflowDocument, from: string): StateDefinition[][] {
  const closing = mainClosing(document);
  const end = closing && findState(document, closing.to);
  if (!end || from === end.code) return [];
  const arrows = roadArrows(document, closing);
  const far = distances(end.code, arrows);
  const ahead: StateDefinition[][] = [];
  let layer = [from];
  while (layer.length > 0 && !layer.includes(end.code) && ahead.length < document.states.length) {
    const next = arrows.filter(
      (arrow) => layer.includes(arrow.from.code) && isShortest(arrow, far),
    );
    layer = [...new Set(next.map(({ to }) => to.code))];
    if (layer.length > 0) ahead.push(document.states.filter(({ code }) => layer.includes(code)));
  }
  return ahead;
}

/** What the system does by itself is no way to count on: a step of it is as long as several of a person. */
const BY_ITSELF = 3;

function lengthOf({ action }: Arrow): number {
  return action.by.every((entry) => entry === '@system') ? BY_ITSELF : 1;
}

function roadArrows(document: WorkflowDocument, closing: ActionDefinition): Arrow[] {
  return arrowsOf(document).filter(
    ({ action, from, to }) =>
      (to.kind === 'open' && from.kind !== 'closed') || (action === closing && from !== to),
  );
}

/** How far each state is from the end; Bellman-Ford, documents are small. */
function distances(end: string, arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const far = new Map([[end, 0]]);
  let isMoving = true;
  while (isMoving) {
    isMoving = false;
    for (const arrow of arrows) {
      const length = (far.get(arrow.to.code) ?? Infinity) + lengthOf(arrow);
      if (length >= (far.get(arrow.from.code) ?? Infinity)) continue;
      far.set(arrow.from.code, length);
      isMoving = true;
    }
  }
  return far;
}

function isShortest(arrow: Arrow, far: ReadonlyMap<string, number>): boolean {
  const here = far.get(arrow.from.code);
  return here !== undefined && far.get(arrow.to.code) === here - lengthOf(arrow);
}
