/** Whose turn it is in a state that asks for nothing in particular: the lowest level that may lead the request on. Pure. */
import { PERMISSION_PREFIX } from '../../workflow/domain/performer-may.js';
import type {
  ActionDefinition,
  StateDefinition,
  WorkflowDocument,
} from '../../workflow/domain/document.js';
import { findState, startsFrom } from '../../workflow/domain/transition.js';
import { type Level, LEVELS } from './waits.js';

/** What each level holds. */
export type Held = ReadonlyMap<Level, readonly string[]>;

/** Null where no level of the council may: then it waits for somebody else. */
export function nextLevel(
  document: WorkflowDocument,
  state: StateDefinition,
  held: Held,
): Level | null {
  const leads = document.actions.filter(
    (action) => startsFrom(action, state) && leadsOn(document, { action, state }),
  );
  return (
    LEVELS.find((level) =>
      leads.some(({ by }) => by.some((entry) => means(entry, level, held.get(level) ?? []))),
    ) ?? null
  );
}

/** To another state where work goes on or ends: neither into waiting nor to where the citizen's own withdrawal leads. */
function leadsOn(
  document: WorkflowDocument,
  { action, state }: { action: ActionDefinition; state: StateDefinition },
): boolean {
  const target = findState(document, action.to);
  if (!target || target.code === state.code || target.kind === 'waiting') return false;
  return !document.actions.some(
    (other) => other.to === action.to && other.by.includes('@citizen') && startsFrom(other, state),
  );
}

function means(entry: string, level: Level, held: readonly string[]): boolean {
  return entry.startsWith(PERMISSION_PREFIX)
    ? held.includes(entry.slice(PERMISSION_PREFIX.length))
    : entry === level && held.includes('requests.work');
}
