import type { Executor, NewInvolvement } from './assignment/rerouted.js';
import type { NoticeKind } from '../notices/notice.entity.js';
import type { RequestPatch, TaskChange } from './domain/consequences.js';
import type { StoredFile } from './attachments/stored-file.js';
import type { CitizenLetterOrder } from './letters/citizen-post.service.js';
import type { RequestCard } from './request-cards.service.js';
import type { StepDraft } from './steps/domain/step-draft.js';
import type { Step } from './steps/step.entity.js';
import type { Task } from './tasks/task.entity.js';
import type { WorkflowVersion } from '../workflow/workflow-version.entity.js';

/**
 * The step that a letter tells of: what the iter does by itself tells of what triggered it, and who filed a duplicate hears of the step of
 * another request, in the words of that one's iter.
 */
export interface LetterSubject {
  readonly step?: StepDraft;
  readonly workflow?: WorkflowVersion;
  /** The other request's number. */
  readonly number?: string;
}

/** One step with everything that is written beside it. What every command of this folder boils down to. */
export interface Change {
  readonly draft: StepDraft;
  /** State, owner, category or term move: the version rises. */
  readonly moves: boolean;
  readonly patch: RequestPatch;
  readonly tasks: readonly TaskChange[];
  /** The request's tasks before this step, where whoever decided has read them. */
  readonly tasksBefore?: readonly Task[];
  readonly files: readonly StoredFile[];
  /** The letter that the citizen gets of it. */
  readonly letter:
    | (Pick<CitizenLetterOrder, 'kind' | 'password' | 'sentTo'> & {
        /** What it tells of, where that is not this very step. */
        readonly about?: LetterSubject;
      })
    | null;
  /** Partners that have to do with it from this step on, beside those that get a task. */
  readonly involved?: readonly NewInvolvement[];
  /** Partners that it does not concern any more, ids: they do not hear of this step. */
  readonly released?: readonly string[];
  /** Who is to get it next, as rules say: the system sends it on where the iter lets it. */
  readonly executors?: readonly Executor[];
  /** Category and office after this step, where it changes one of them: letters of this very step name these. */
  readonly becomes?: Pick<RequestCard, 'category' | 'office'>;
  /** The office finds a notice of this step. */
  readonly notifiesOffice?: boolean;
  /** A clock tells somebody: who has a role in an office (the one that has the request, unless named), or without a role everybody there. */
  readonly tells?: {
    readonly kind: NoticeKind;
    readonly roleCode: string | null;
    readonly officeId?: string;
    /** Roles that the rule calls first and that nobody has there. */
    readonly vacant?: readonly string[];
  };
  /** A partner is told of the term of its task. */
  readonly reminds?: { readonly task: Task; readonly letter: 'task.due-soon' | 'task.overdue' };
  /** Nobody is told: imports, and steps that only the house needs. */
  readonly isSilent?: boolean;
}

/** What the write path wrote: the request as it is now, its new step, the tasks that it opened, anew or again. */
export interface Applied {
  readonly card: RequestCard;
  readonly step: Step;
  readonly openedTasks: readonly Task[];
}
