/** What an action waits for must be able to come before it: an outcome that is chosen, an authorisation that is given. Names are known to be right. */
import type { ActionDefinition, WorkflowDocument } from '../document.js';
import { startsFrom } from '../transition.js';
import { fault, type LintFault } from './fault.js';
import { arrowsOf, type Neighbours, onwardAlong, reachable } from './graph.js';

/** Guards that look at what was said before: a reopening forgets it, and the action's own word comes too late. */
export function lintSaidBefore(document: WorkflowDocument): LintFault[] {
  const keeping = onwardAlong(
    arrowsOf(document).filter(({ from, to }) => from.kind !== 'closed' || to.kind === 'closed'),
  );
  const ends = endsOf(document);
  const sayers = document.actions.filter(saysOutcome);
  return document.actions.flatMap((action) =>
    action.guards.flatMap((guard) => {
      const place = `actions.${action.code}.guards`;
      const isSaid = (by: readonly ActionDefinition[]) =>
        isSaidBefore(document, action, { by, ends, keeping });
      if (guard.kind === 'outcome-chosen')
        return isSaid(sayers) ? [] : [fault('workflow-outcome-never-asked', place)];
      if (guard.kind !== 'authorised' || guard.by.every((one) => one === action.code)) return [];
      return isSaid(document.actions.filter(({ code }) => guard.by.includes(code)))
        ? []
        : [fault('workflow-authorised-too-late', place, { names: guard.by.join(', ') })];
    }),
  );
}

interface Said {
  readonly by: readonly ActionDefinition[];
  readonly ends: ReadonlyMap<ActionDefinition, ReadonlySet<string>>;
  readonly keeping: Neighbours;
}

function isSaidBefore(
  document: WorkflowDocument,
  action: ActionDefinition,
  { by, ends, keeping }: Said,
): boolean {
  const others = by.filter((one) => one !== action);
  const said = reachable(
    others.flatMap((one) => [...(ends.get(one) ?? [])]),
    keeping,
  );
  return document.states.some((state) => said.has(state.code) && startsFrom(action, state));
}

function saysOutcome({ effects }: ActionDefinition): boolean {
  return effects.some(({ kind }) => kind === 'outcome' || kind === 'set-outcome');
}

/** Of each action the states that it leads to, or stays in. */
function endsOf(document: WorkflowDocument): ReadonlyMap<ActionDefinition, ReadonlySet<string>> {
  const ends = new Map(
    document.actions.map((action) => {
      const staying = action.to === '@same' ? document.states.filter((state) => startsFrom(action, state)) : []; // prettier-ignore
      return [action, new Set(staying.map(({ code }) => code))];
    }),
  );
  for (const { action, to } of arrowsOf(document)) ends.get(action)?.add(to.code);
  return ends;
}
