/** Who may do an action, by what its step says of who did it and by what the town says of that person. */
import type { Step } from '../../../src/requests/steps/step.entity.js';
import type { Task } from '../../../src/requests/tasks/task.entity.js';
import type { ActionDefinition } from '../../../src/workflow/domain/document.js';

/** Somebody who signs in. */
export interface Person {
  readonly roleCode: string | null;
  readonly permissions: readonly string[];
  readonly partnerId: string | null;
  readonly officeCodes: readonly string[];
}

interface Known {
  readonly tasks: readonly Task[];
  readonly people: ReadonlyMap<string, Person>;
}

export function mayDo({ by }: ActionDefinition, step: Step, { tasks, people }: Known): boolean {
  const { actorKind, accountId } = step;
  if (actorKind === 'citizen') return by.includes('@citizen');
  if (actorKind === 'system') return by.includes('@system');
  const person = people.get(accountId ?? '');
  if (!person) return false;
  const { roleCode, permissions, officeCodes, partnerId } = person;
  const works = roleCode !== null && permissions.includes('requests.work');
  return by.some(
    (entry) =>
      permissions.some((permission) => entry === `permission:${permission}`) ||
      (works && (entry === roleCode || officeCodes.some((code) => entry === `office:${code}`))) ||
      (entry === '@partner' && tasks.some((task) => isAsked(task, partnerId, step))),
  );
}

/** A task of theirs was open when the step was recorded. */
function isAsked(
  { partnerId, offeredSeq, settledAt }: Task,
  theirs: string | null,
  { seq, recordedAt }: Step,
): boolean {
  const isOpen = settledAt === null || settledAt >= recordedAt;
  return theirs !== null && partnerId === theirs && offeredSeq < seq && isOpen;
}
