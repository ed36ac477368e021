/**
 * Where a request stands still until somebody of a certain level acts, read out of the version that it runs on: who may lead it on says who
 * it waits for. Pure.
 *
 * - `take`: not yet taken in charge.
 * - `authorise`: inspected or quoted, and its category asks for an authorisation; or quoted, where the iter asks for one itself.
 * - `second-person`: whoever did the last piece may not do the next (four eyes).
 * - `close`: done and checked, to be closed.
 * - `next`: none of these, to be led on.
 *
 * Exactly one of them in each state, the first that holds.
 */
import { recordedLimits } from '../../workflow/domain/recorded-numbers.js';
import { findState, startsFrom } from '../../workflow/domain/transition.js';
import type {
  ActionDefinition,
  StateDefinition,
  WorkflowDocument,
} from '../../workflow/domain/document.js';

export const WAITS = ['take', 'authorise', 'second-person', 'close', 'next'] as const;
export type Wait = (typeof WAITS)[number];

/** What is waited for, and the actions that lead on from there. */
export interface Waiting {
  readonly wait: Wait;
  readonly leads: readonly ActionDefinition[];
}

/** What a request in this open state waits for; `isAsked`: its category asks for an authorisation. */
export function waitingIn(
  document: WorkflowDocument,
  state: StateDefinition,
  isAsked: boolean,
): Waiting {
  const starting = document.actions.filter((action) => startsFrom(action, state));
  const particular = {
    take: starting.filter(({ code }) => code === 'take-in-charge'),
    authorise: starting.filter((action) => isAuthorisation(document, action, { state, isAsked })),
    'second-person': starting.filter(isSecondPersons),
    close: starting.filter(({ code }) => code === 'close'),
  };
  for (const wait of WAITS)
    if (wait !== 'next' && particular[wait].length > 0) return { wait, leads: particular[wait] };
  return { wait: 'next', leads: starting.filter((action) => leadsOn(document, action, state)) };
}

function isAuthorisation(
  document: WorkflowDocument,
  action: ActionDefinition,
  { state, isAsked }: { state: StateDefinition; isAsked: boolean },
): boolean {
  if (action.code !== 'authorise') return false;
  if (isAsked) return state.code !== 'taken-in-charge'; // somebody looks at it first
  const recording = recordedLimits(action).flatMap(({ recorded }) => recorded);
  const isQuoted = document.actions.some(
    ({ code, to }) => recording.includes(code) && to === state.code,
  );
  return isQuoted && action.guards.every(({ kind }) => kind !== 'authorisation-asked');
}

/** Closing is closing, also where two sign it. */
function isSecondPersons({ code, guards }: ActionDefinition): boolean {
  return !['authorise', 'close'].includes(code) && guards.some((guard) => guard.kind === 'not-who-did'); // prettier-ignore
}

/** To another state where work goes on or ends: neither into waiting nor to where the citizen's own withdrawal leads. */
function leadsOn(
  document: WorkflowDocument,
  action: ActionDefinition,
  state: StateDefinition,
): boolean {
  const target = findState(document, action.to);
  if (!target || target.code === state.code || target.kind === 'waiting') return false;
  return !document.actions.some(
    (other) => other.to === action.to && other.by.includes('@citizen') && startsFrom(other, state),
  );
}
