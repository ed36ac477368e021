/** What differs between two versions of an iter, in the order in which somebody reads them: the iter, its states, its actions. */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';

export interface Difference {
  readonly kind: 'iter' | 'state' | 'action';
  readonly change: 'added' | 'removed' | 'changed';
  /** Code of the state or action; of the iter itself its own. */
  readonly code: string;
  /** Which part of it changed: a key of the document. */
  readonly part: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** Nothing where both say the same. The order of states counts: it is the order of the work. */
export function differences(before: WorkflowDocument, after: WorkflowDocument): Difference[] {
  return [
    ...parts('iter', withoutLists(before), withoutLists(after)),
    ...ordered(before, after),
    ...things('state', before.states, after.states),
    ...things('action', before.actions, after.actions),
  ];
}

type Thing = StateDefinition | ActionDefinition;

function withoutLists({ states: _states, actions: _actions, ...rest }: WorkflowDocument) {
  return rest;
}

function ordered(before: WorkflowDocument, after: WorkflowDocument): Difference[] {
  const kept = (one: WorkflowDocument, other: WorkflowDocument) =>
    one.states.map(({ code }) => code).filter((code) => other.states.some((s) => s.code === code));
  const [old, now] = [kept(before, after), kept(after, before)];
  return isSame(old, now)
    ? []
    : [
        {
          kind: 'iter',
          change: 'changed',
          code: after.code,
          part: 'order',
          before: old,
          after: now,
        },
      ];
}

function things(
  kind: 'state' | 'action',
  before: readonly Thing[],
  after: readonly Thing[],
): Difference[] {
  const find = (list: readonly Thing[], code: string) => list.find((one) => one.code === code);
  const none = { kind, part: null, before: null, after: null } as const;
  return [
    ...after
      .filter(({ code }) => !find(before, code))
      .map(({ code }) => ({ ...none, change: 'added' as const, code })),
    ...before
      .filter(({ code }) => !find(after, code))
      .map(({ code }) => ({ ...none, change: 'removed' as const, code })),
    ...before.flatMap((one) => {
      const now = find(after, one.code);
      return now ? parts(kind, one, now) : [];
    }),
  ];
}

function parts<T extends { readonly code: string }>(
  kind: Difference['kind'],
  before: T,
  after: T,
): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((part) => {
    const [old, now] = [valueOf(before, part), valueOf(after, part)];
    if (isSame(old, now)) return [];
    return [{ kind, change: 'changed' as const, code: after.code, part, before: old, after: now }];
  });
}

function valueOf(thing: object, part: string): unknown {
  return (thing as Record<string, unknown>)[part] ?? null; // one of its own keys
}

/** Whatever order their keys were written in. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}
