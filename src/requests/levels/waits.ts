/**
 * Where a request stands still until somebody of a certain level acts, read out of the iters: who may lead it on says who it waits for.
 *
 * - `take`: not yet taken in charge (operator).
 * - `authorise`: inspected or quoted, and its category asks for an authorisation; above the iter's limit it waits for the director.
 * - `second-person`: whoever did the last piece may not do the next (four eyes).
 * - `close`: done and checked, to be closed by who may.
 *
 * Any other open state without an open task waits for whoever may lead it on: see `next-level.ts`.
 */
import { startsFrom } from '../../workflow/domain/transition.js';
import type { ActionDefinition, WorkflowDocument } from '../../workflow/domain/document.js';

export const WAITS = ['take', 'authorise', 'second-person', 'close'] as const;
export type Wait = (typeof WAITS)[number];

export const LEVELS = ['operator', 'supervisor', 'director', 'alderman', 'mayor'] as const;
export type Level = (typeof LEVELS)[number];

/** A state of an iter in which something waits. */
export interface WaitingState {
  readonly workflow: string;
  readonly state: string;
}

const ACTION_OF = { take: 'take-in-charge', authorise: 'authorise', close: 'close' } as const;

/** The open states of this iter in which a request waits so. */
export function waitingStates(document: WorkflowDocument, wait: Wait): WaitingState[] {
  const leads = document.actions.filter((action) => isMeant(action, wait));
  return document.states
    .filter(({ kind }) => kind === 'open')
    .filter((state) => leads.some((action) => startsFrom(action, state)))
    .filter(({ code }) => wait !== 'authorise' || code !== 'taken-in-charge') // somebody looks at it first
    .map(({ code }) => ({ workflow: document.code, state: code }));
}

function isMeant(action: ActionDefinition, wait: Wait): boolean {
  if (wait !== 'second-person') return action.code === ACTION_OF[wait];
  return action.code !== 'authorise' && action.guards.some(({ kind }) => kind === 'not-who-did');
}

/** Whose turn it is; an amount above the iter's limit is the director's. */
export function levelOf(
  wait: Wait,
  document: WorkflowDocument | undefined,
  amount: number | null,
): Level {
  switch (wait) {
    case 'take':
    case 'second-person':
      return 'operator';
    case 'close':
      return 'supervisor';
    case 'authorise': {
      const guards = document?.actions.find(({ code }) => code === 'authorise')?.guards ?? [];
      const limit = guards.find((guard) => guard.kind === 'at-most')?.limit;
      return limit !== undefined && amount !== null && amount > limit ? 'director' : 'supervisor';
    }
  }
}
