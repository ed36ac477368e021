/**
 * Four eyes: one person does something and another one checks it. It was done by whoever recorded it and by whoever is named as having done it
 * with their own hands: neither of them checks it, nor is their check recorded by somebody else. Nor does it help to strike the own step through:
 * what stands is still theirs, and where nobody else has done it since, so is what was taken back.
 */
import { searchable } from '../../shared/normalize.js';
import type { FieldError } from '../../shared/refusal.js';
import type { Command, DoneAction, Performer, RequestSnapshot } from './decision.js';
import type { ActionDefinition } from './document.js';

type Work = Pick<RequestSnapshot, 'done' | 'did'>;

/** What this person did and may therefore not follow with the action; null where there is no such thing. */
export function ownWork(
  action: ActionDefinition,
  request: Work,
  { accountId, name }: Performer,
): DoneAction | null {
  return (
    lastOnes(action, request).find(
      (last) =>
        (last.accountId !== null && last.accountId === accountId) ||
        isSameName(last.performedBy, name),
    ) ?? null
  );
}

/** The error where the action itself is said to be done by whoever did what it follows. */
export function checksOwnWork(
  action: ActionDefinition,
  request: Work,
  { performedBy }: Pick<Command, 'performedBy'>,
): FieldError[] {
  const isTheirs = lastOnes(action, request).some(
    (last) =>
      isSameName(last.performedBy, performedBy?.name) ||
      (last.performedBy === undefined && isSameName(last.recordedBy, performedBy?.name)),
  );
  return isTheirs ? [{ field: 'performedBy.name', code: 'four-eyes-performer' }] : [];
}

/** Of the actions that each guard names, the one that was done last, and where that was struck the last that stands. */
function lastOnes({ guards }: ActionDefinition, { done, did = done }: Work): DoneAction[] {
  return guards.flatMap((guard) => {
    if (guard.kind !== 'not-who-did') return [];
    const isNamed = ({ action }: DoneAction) => guard.actions.includes(action);
    return [did.findLast(isNamed) ?? [], done.findLast(isNamed) ?? []].flat();
  });
}

/** As people write it: whatever comes first, with or without accents. */
function isSameName(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && wordsOf(one) === wordsOf(other);
}

function wordsOf(name: string): string {
  return (searchable(name).match(/\p{L}+/gu) ?? []).sort().join(' ');
}
