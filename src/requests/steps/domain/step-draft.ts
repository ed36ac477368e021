/** A step before it is written: what happened, who did it, with which values. The chain gives it its number and its hash. */
import type { ActorKind, KnownBy, Visibility } from '../step.entity.js';
import type { ValueVisibility } from '../step-value.entity.js';

/** Who recorded the step, as they were then. */
export interface Actor {
  readonly kind: ActorKind;
  /** A real name for office and partner; null only for the system and for a citizen the council allows to stay unidentified. */
  readonly name: string | null;
  readonly known: KnownBy;
  readonly roleCode: string | null;
  readonly officeCode: string | null;
  readonly partnerCode: string | null;
  /** `system`: the rule that fired and who published it. */
  readonly rule: string | null;
  readonly accountId: string | null;
}

/** Who did it with their own hands, where that is not the actor. */
export interface PerformedBy {
  readonly name?: string;
  readonly operatorCode?: string;
  readonly firm?: string;
}

export interface NamedValue {
  readonly name: string;
  readonly value: unknown;
  readonly visibility: ValueVisibility;
}

export interface StepDraft {
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly visibility: Visibility;
  readonly occurredAt: Date;
  readonly actor: Actor;
  readonly performedBy?: PerformedBy;
  readonly values: readonly NamedValue[];
}

/** Names of values that the write path itself gives a meaning. */
export const VALUE = {
  actorName: 'actor.name',
  performedBy: 'performedBy',
  note: 'note',
  internalNote: 'internalNote',
  title: 'title',
  description: 'description',
  contacts: 'contacts',
  follower: 'follower',
  location: 'location',
  answers: 'answers',
  attachments: 'attachments',
  letter: 'letter',
  corrects: 'corrects',
  task: 'task',
  amount: 'amount',
  term: 'term',
  holder: 'holder',
  endedTasks: 'endedTasks',
  told: 'told',
  part: 'part',
  keptIter: 'iter',
  notSent: 'notSent',
} as const;

/** The value of an action's field. */
export function fieldValueName(fieldCode: string): string {
  return `data.${fieldCode}`;
}
