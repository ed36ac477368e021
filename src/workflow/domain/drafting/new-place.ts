/**
 * Where a running request stands once it follows another version. A state that is still there is kept, whatever somebody says: a move is no
 * way round the actions. A state keeps its kind: what waits goes on waiting, so that no clock stops or starts because of a move; closed
 * requests stay on the version that they ended on.
 */
import type { StateDefinition, StateKind, WorkflowDocument } from '../document.js';
import { findState } from '../transition.js';

/** Old state code → new one, for states that are gone. */
export type StateMap = Readonly<Record<string, string>>;

export interface Place {
  readonly stateCode: string;
  readonly stateKind: StateKind;
  readonly returnState: string | null;
}

/** The states of the new version in which a request of this old state may go on. */
export function possibleStates(document: WorkflowDocument, kind: StateKind): StateDefinition[] {
  return kind === 'closed' ? [] : document.states.filter((state) => state.kind === kind);
}

/** The same code, where it is there with the same kind; else nothing, and somebody has to say. */
export function usualState(
  document: WorkflowDocument,
  code: string,
  kind: StateKind,
): string | null {
  return findState(document, code)?.kind === kind ? code : null;
}

/** The place of a request in the new version; null where it stays, since nobody said where it should go. */
export function newPlace(place: Place, document: WorkflowDocument, map: StateMap): Place | null {
  const to = mapped(document, place.stateCode, { kind: place.stateKind, map });
  if (!to || to.kind === 'closed') return null;
  if (place.returnState === null) return { ...placed(to), returnState: null };
  const back = mapped(document, place.returnState, { kind: 'open', map });
  return back ? { ...placed(to), returnState: back.code } : null;
}

function mapped(
  document: WorkflowDocument,
  code: string,
  { kind, map }: { kind: StateKind; map: StateMap },
): StateDefinition | null {
  const chosen = Object.hasOwn(map, code) ? (map[code] ?? '') : '';
  const state = findState(document, usualState(document, code, kind) ?? chosen);
  return state?.kind === kind ? state : null;
}

function placed({ code, kind }: StateDefinition): Pick<Place, 'stateCode' | 'stateKind'> {
  return { stateCode: code, stateKind: kind };
}
