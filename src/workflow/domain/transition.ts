/**
 * The graph of an iter: where an action starts and where it ends. `@open` is every state that is not closed, `@working` every
 * open one, `@any` every state; `@same` stays; `@previous` is the state before the waiting one. No other way leads from one state to another.
 */
import type { RequestSnapshot } from './decision.js';
import type { ActionDefinition, StateDefinition, WorkflowDocument } from './document.js';

/** The state of this code; null where the document has none. */
export function findState(document: WorkflowDocument, code: string): StateDefinition | null {
  return document.states.find((state) => state.code === code) ?? null;
}

/** The state of this code; throws where the document has none: a published document was linted, so the row is wrong. */
export function stateOf(document: WorkflowDocument, code: string): StateDefinition {
  const state = findState(document, code);
  if (!state) throw new Error(`workflow ${document.code} has no state ${code}`);
  return state;
}

/** The action of this code; null where the document has none. */
export function findAction(document: WorkflowDocument, code: string): ActionDefinition | null {
  return document.actions.find((action) => action.code === code) ?? null;
}

/** True where the action may be taken from this state, guards apart. */
export function startsFrom(action: ActionDefinition, state: StateDefinition): boolean {
  return action.from.some(
    (from) =>
      from === state.code ||
      from === '@any' ||
      (from === '@open' && state.kind !== 'closed') ||
      (from === '@working' && state.kind === 'open'),
  );
}

/** The state code that the action leads to; null where it leads back and nothing is remembered. */
export function targetOf(action: ActionDefinition, request: RequestSnapshot): string | null {
  if (action.to === '@same') return request.stateCode;
  if (action.to === '@previous') return request.returnState;
  return action.to;
}

/**
 * What `@previous` will mean after the move: the working state that a wait began in, kept while one wait follows another, forgotten when
 * the work goes on.
 */
export function returnStateAfter(
  request: Pick<RequestSnapshot, 'returnState'>,
  from: Pick<StateDefinition, 'code' | 'kind'>,
  to: Pick<StateDefinition, 'kind'>,
): string | null {
  if (from.kind === 'waiting' && to.kind === 'waiting') return request.returnState;
  return to.kind === 'waiting' ? from.code : null;
}

/** What `@previous` means after these moves, from the first on; a state that the document no longer has was none to wait in. */
export function returnStateAlong(
  document: WorkflowDocument,
  moves: readonly { readonly fromState: string | null; readonly toState: string }[],
): string | null {
  const known = (code: string) => findState(document, code) ?? ({ code, kind: 'open' } as const);
  return moves.reduce<string | null>(
    (returnState, { fromState, toState }) =>
      fromState === null
        ? null
        : returnStateAfter({ returnState }, known(fromState), known(toState)),
    null,
  );
}

/** Codes of the actions that open a closed request again: what was done before them does not count any more. */
export function reopeningActions(document: WorkflowDocument): string[] {
  const isOpen = (code: string) => findState(document, code)?.kind !== 'closed';
  return document.actions
    .filter((action) => !action.to.startsWith('@') && isOpen(action.to))
    .filter((action) =>
      document.states.some((state) => state.kind === 'closed' && startsFrom(action, state)),
    )
    .map((action) => action.code);
}
