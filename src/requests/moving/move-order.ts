import { canonicalJson } from '../../shared/canonical-json.js';
import type { Place, StateMap } from '../../workflow/domain/drafting/new-place.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';

/** Open requests of one version that stand alike. */
export interface Group extends Place {
  readonly count: number;
}

/** From which version to which, and where the states go that do not simply stay the same. */
export interface MoveOrder {
  readonly from: WorkflowVersion;
  readonly to: WorkflowVersion;
  readonly map: StateMap;
}

export interface MovePlan {
  readonly groups: readonly (Group & { readonly to: Place | null })[];
  readonly moving: number;
  readonly staying: number;
  /** The first of those that will move: an administrator reads numbers, never what was written. */
  readonly ticketNumbers: readonly string[];
}

/** Whether a move does what the order says: the same version, and the same state for each that is gone. */
export function isOrdered(
  { toVersionId, stateMap }: { readonly toVersionId: string; readonly stateMap: StateMap },
  { to, map }: MoveOrder,
): boolean {
  return toVersionId === to.id && canonicalJson(chosen(stateMap)) === canonicalJson(chosen(map));
}

function chosen(map: StateMap): StateMap {
  return Object.fromEntries(Object.entries(map).filter(([, code]) => code !== ''));
}
