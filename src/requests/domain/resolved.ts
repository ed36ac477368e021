/** What the fields of a decided action stand for, looked up before: each effect takes the field that it names. */
import type { DeadlineDays } from '../../calendar/domain/deadline.js';
import type { RunningTerm } from '../../calendar/domain/resumed.js';
import type { Decision } from '../../workflow/domain/decision.js';
import { type Effect, SELF } from '../../workflow/domain/document.js';
import type { HandedTo, Rerouted } from '../assignment/rerouted.js';

/** What one field stands for: ids behind the codes and numbers that a person typed. */
export interface Named {
  readonly partnerId?: string;
  readonly officeId?: string;
  readonly personId?: string;
  /** Where the rules send it under this category. */
  readonly category?: Rerouted & { readonly id: string; readonly term: RunningTerm };
  /** Whom the rules give it to in the office that it goes to. */
  readonly handedTo?: HandedTo;
  readonly duplicateOfId?: string;
  /** End of the civil day that is a term. */
  readonly until?: Date;
}

export interface Resolved {
  /** By the field's code; who acts themselves by `@self`. */
  readonly named: ReadonlyMap<string, Named>;
  /** What `restart-term` sets: the category's term counted from now. */
  readonly freshTerm?: RunningTerm;
  /** The office that owns the state that is entered. */
  readonly ownerOfficeId?: string;
  readonly rule?: string;
  /** The town's days: a term that is moved on does not end on a holiday. */
  readonly calendar: DeadlineDays;
  /** End of the day that lies so many days on: the own term of a task. */
  readonly dueAfter: (days: number) => Date;
}

/** What the field stands for that this kind of effect names; nothing where the action has no such effect, or the field was left empty. */
export function namedBy(
  kind: 'change-category' | 'change-office',
  { effects }: Pick<Decision, 'effects'>,
  { named }: Pick<Resolved, 'named'>,
): Named {
  const effect = effects.findLast((one) => one.kind === kind);
  return (effect && 'field' in effect && named.get(effect.field)) || {};
}

/** Whom a task of this effect is for, and by when; null where nobody is named. */
export function askedBy(
  { executor, due, days }: Extract<Effect, { kind: 'open-task' }>,
  { named, dueAfter }: Pick<Resolved, 'named' | 'dueAfter'>,
): {
  readonly partnerId: string | null;
  readonly officeId: string | null;
  readonly dueAt?: Date;
} | null {
  const { partnerId = null, officeId = null } = named.get(executor) ?? {};
  if (partnerId === null && officeId === null) return null;
  const dueAt = (due && named.get(due)?.until) || (days && dueAfter(days));
  return { partnerId, officeId, ...(dueAt && { dueAt }) };
}

/** Who acts, under the name by which an effect takes them. */
export function selfNamed(accountId: string | null): [string, Named][] {
  return accountId === null ? [] : [[SELF, { personId: accountId }]];
}
