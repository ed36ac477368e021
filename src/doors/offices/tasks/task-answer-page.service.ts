import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { OfficeViewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import type { RequestView, TaskView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import {
  isQuote,
  possibleAnswers,
  type TaskAction,
} from '../../../requests/tasks/domain/answer.js';
import { staysInTheHouse } from '../../../requests/tasks/domain/answer-step.js';
import { Clock } from '../../../shared/clock.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { showDate } from '../../../web/views/dates.js';
import { atPageFields } from '../../shared/answer-form.js';
import { answerSlug } from '../../shared/answer-words.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import type { SentBack } from '../../shared/sent-forms.service.js';
import { requestAddress } from '../request/request-page.service.js';
import { instructionsOf, isTheirTask } from '../request/task-lines.js';

/** Who answers which task of which request, and how. */
export interface Asking {
  readonly res: Response;
  readonly viewer: OfficeViewer;
  readonly ticketNumber: string;
  readonly taskId: string;
  readonly action: TaskAction;
}

export interface FoundTask {
  readonly view: RequestView;
  readonly task: TaskView;
}

/** The page on which an office answers what it was asked. Refuses with `not-found` a task of another office. */
@Injectable()
export class TaskAnswerPage {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly clock: Clock,
  ) {}

  async find({ res, viewer, ticketNumber, taskId }: Asking): Promise<FoundTask | Refusal> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const task = view.tasks.find((one) => one.id === taskId && isTheirTask(viewer, one));
    return task ? { view, task } : new Refusal('not-found');
  }

  show({ res, action }: Asking, found: FoundTask): void {
    const now = this.clock.now();
    const values =
      action === 'complete'
        ? { performedDay: civilDate(now), performedTime: showDate(now, 'it', 'time') }
        : {};
    const form = { values, errors: [], refusal: null, kept: null, isStale: false };
    this.pages.render(res, 'offices/task-answer', { ...pageOf(found, action), ...form });
  }

  /** The same page with what was typed; where the task moved meanwhile it says how it stands, where it has ended it takes a note. */
  async showAgain(asking: Asking, typed: SentBack): Promise<Refusal | undefined> {
    const found = await this.find(asking);
    if (isRefusal(found)) return found;
    const { refusal, values, kept } = typed;
    const isPossible = possibleAnswers(found.task.state).includes(asking.action);
    const isStale = refusal.code === 'stale-version' || !isPossible;
    const model = {
      ...pageOf(found, isPossible ? asking.action : 'note'),
      values: isPossible ? values : { note: values['reason'] ?? values['note'] ?? '' },
      submissionId: submissionIdOf(values),
      errors: isStale ? [] : atPageFields(refusal.errors),
      refusal: isStale || refusal.errors.length > 0 ? null : refusal,
      kept,
      isStale,
    };
    this.pages.render(asking.res, 'offices/task-answer', model, statusOf(refusal));
    return undefined;
  }
}

export function answerAddress(ticketNumber: string, taskId: string, action: TaskAction): string {
  return `${requestAddress(ticketNumber)}/incarichi/${taskId}/${answerSlug(action)}`;
}

function pageOf({ view, task }: FoundTask, action: TaskAction) {
  const { ticketNumber } = view.request;
  return {
    view,
    task,
    action,
    base: requestAddress(ticketNumber),
    path: answerAddress(ticketNumber, task.id, action),
    instructions: instructionsOf(task, view.steps),
    isQuote: isQuote(action, task.kind),
    staysInTheHouse: staysInTheHouse(action, task.kind),
    submissionId: submissionIdOf({}),
  };
}
