import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Partners } from '../../../partners/partners.service.js';
import type { RequestView, TaskView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { possibleAnswers, type TaskAction } from '../../../requests/tasks/domain/answer.js';
import { staysInTheHouse } from '../../../requests/tasks/domain/answer-step.js';
import { Clock } from '../../../shared/clock.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { showDate } from '../../../web/views/dates.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import type { SentBack } from '../../shared/sent-forms.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { answerSlug, answerWord } from '../../shared/answer-words.js';
import { atPageFields } from '../../shared/answer-form.js';

export interface AnswerPlace {
  readonly ticketNumber: string;
  readonly taskId: string;
  readonly action: TaskAction;
}

/** Who asks, for which answer to which task. */
export interface Asking {
  readonly res: Response;
  readonly viewer: PartnerViewer;
  readonly at: AnswerPlace;
}

export interface FoundTask {
  readonly view: RequestView;
  readonly task: TaskView;
}

/** Where a note may go with it. */
const MAY_SAY: readonly TaskAction[] = ['accept', 'schedule', 'complete'];

/** The page of one answer to one task. Refuses with `not-found` a task of somebody else. */
@Injectable()
export class AnswerPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly partners: Partners,
    private readonly clock: Clock,
  ) {}

  async find({ res, viewer, at }: Asking): Promise<FoundTask | Refusal> {
    const view = await this.views.view(viewer, at.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const task = view.tasks.find(
      (one) => one.id === at.taskId && one.partnerId === viewer.partnerId,
    );
    return task ? { view, task } : new Refusal('not-found');
  }

  async show({ res, viewer, at }: Asking, { view, task }: FoundTask): Promise<void> {
    const operators = await this.operators(viewer, at.action);
    const values = this.firstValues(task, at.action);
    const form = { values, errors: [], refusal: null, kept: null, isStale: false };
    const model = { ...pageOf(view, task, at.action), ...form, operators };
    await this.desk.render(res, viewer, { view: 'answer', model });
  }

  /**
   * The same page with what was typed. Where the task moved meanwhile, the page says how it stands now and takes the answer again; where it
   * has ended, what was typed can still go as a note.
   */
  async showAgain(asking: Asking, typed: SentBack): Promise<Refusal | undefined> {
    const found = await this.find(asking);
    if (isRefusal(found)) return found;
    const { res, viewer, at } = asking;
    const { view, task } = found;
    const isPossible = possibleAnswers(task.state).includes(at.action);
    const action = isPossible ? at.action : 'note';
    const { refusal } = typed;
    const isStale = refusal.code === 'stale-version' || !isPossible;
    const model = {
      ...pageOf(view, task, action),
      operators: await this.operators(viewer, action),
      values: isPossible ? typed.values : asNote(typed.values),
      submissionId: submissionIdOf(typed.values),
      errors: isStale ? [] : atPageFields(refusal.errors),
      refusal: isStale || refusal.errors.length > 0 ? null : refusal,
      kept: typed.kept,
      isStale,
    };
    await this.desk.render(res, viewer, { view: 'answer', model, status: statusOf(refusal) });
    return undefined;
  }

  private async operators(viewer: PartnerViewer, action: TaskAction) {
    if (action !== 'complete') return [];
    const known = await this.partners.operators(viewer.partnerId);
    return known.map(({ code, name }) => ({ code, name: name ?? '' }));
  }

  private firstValues(task: TaskView, action: TaskAction): TypedValues {
    const now = this.clock.now();
    return {
      externalReference: task.externalReference ?? '',
      ...(action === 'complete'
        ? {
            operatorCode: task.operatorCode ?? '',
            performedDay: civilDate(now),
            performedTime: showDate(now, 'it', 'time'),
          }
        : {}),
    };
  }
}

function pageOf(view: RequestView, task: TaskView, action: TaskAction) {
  const { request } = view;
  return {
    ticketNumber: request.ticketNumber,
    title: view.title,
    category: view.category.name,
    address: request.address,
    task: { ...task },
    action,
    word: answerWord(action, task.kind),
    hasNote: MAY_SAY.includes(action),
    staysInTheHouse: staysInTheHouse(action, task.kind),
    hasReference: action !== 'decline' && action !== 'ask',
    path: `/ente/segnalazioni/${request.ticketNumber}/incarichi/${task.id}/${answerSlug(action)}`,
    submissionId: submissionIdOf({}),
  };
}

/** What was typed for an answer that the task no longer takes. */
function asNote(values: TypedValues): TypedValues {
  const words = [values['reason'], values['note']].find(
    (typed) => typeof typed === 'string' && typed !== '',
  );
  return { note: words ?? '', externalReference: values['externalReference'] ?? '' };
}
