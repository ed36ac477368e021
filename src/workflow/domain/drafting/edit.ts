/**
 * One change of a draft at a time, as a form asks for it. A draft may be faulty meanwhile: what a change leaves behind (an action to a state that
 * is gone) the linter says, and publishing refuses it.
 */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';

/** The state in place of the one with its code, or new after the state `after` (first where that is null). */
export function withState(
  document: WorkflowDocument,
  state: StateDefinition,
  after: string | null,
): WorkflowDocument {
  return { ...document, states: placed(document.states, state, after) };
}

/** The action in place of the one with its code, or new at the end of the iter's own. */
export function withAction(document: WorkflowDocument, action: ActionDefinition): WorkflowDocument {
  const last = document.actions.at(-1)?.code ?? null;
  return { ...document, actions: placed(document.actions, action, last) };
}

/**
 * Without the state, and without it among the states that actions start from. One that started only there stays, with all its texts, and still
 * names it: the linter asks for another beginning, or somebody removes it.
 */
export function withoutState(document: WorkflowDocument, code: string): WorkflowDocument {
  const actions = document.actions.map((action) => {
    const left = action.from.filter((from) => from !== code);
    return left.length > 0 ? { ...action, from: left } : action;
  });
  return { ...document, states: document.states.filter((state) => state.code !== code), actions };
}

/** Without the action; guards that name it are for the linter. */
export function withoutAction(document: WorkflowDocument, code: string): WorkflowDocument {
  return { ...document, actions: document.actions.filter((action) => action.code !== code) };
}

function placed<T extends { readonly code: string }>(
  things: readonly T[],
  thing: T,
  after: string | null,
): T[] {
  if (things.some(({ code }) => code === thing.code))
    return things.map((one) => (one.code === thing.code ? thing : one));
  const at = after === null ? 0 : things.findIndex(({ code }) => code === after) + 1;
  return [...things.slice(0, at), thing, ...things.slice(at)];
}
