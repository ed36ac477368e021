import type { InvolvementRole } from '../routing/routing-rule.entity.js';
import type { RequestPatch, TaskChange } from './domain/consequences.js';
import type { StoredFile } from './attachments/stored-file.js';
import type { CitizenLetterOrder } from './letters/citizen-post.service.js';
import type { RequestCard } from './request-cards.service.js';
import type { StepDraft } from './steps/domain/step-draft.js';
import type { Step } from './steps/step.entity.js';
import type { Task } from './tasks/task.entity.js';

export interface NewInvolvement {
  readonly partnerId: string;
  readonly role: InvolvementRole;
  readonly rule: string;
}

/** One step with everything that is written beside it. What every command of this folder boils down to. */
export interface Change {
  readonly draft: StepDraft;
  /** State, owner, category or term move: the version rises. */
  readonly moves: boolean;
  readonly patch: RequestPatch;
  readonly tasks: readonly TaskChange[];
  readonly files: readonly StoredFile[];
  /** The letter that the citizen gets of it. */
  readonly letter:
    | (Pick<CitizenLetterOrder, 'kind' | 'password' | 'sentTo'> & {
        /** The step that it tells of, where that is not this one: what the iter does by itself tells of what triggered it. */
        readonly about?: StepDraft;
      })
    | null;
  /** Partners that have to do with it from this step on, beside those that get a task. */
  readonly involved?: readonly NewInvolvement[];
  /** The office finds a notice of this step. */
  readonly notifiesOffice?: boolean;
  /** Nobody is told: imports, and steps that only the house needs. */
  readonly isSilent?: boolean;
}

/** What the write path wrote: the request as it is now, its new step, the tasks that it opened. */
export interface Applied {
  readonly card: RequestCard;
  readonly step: Step;
  readonly openedTasks: readonly Task[];
}
