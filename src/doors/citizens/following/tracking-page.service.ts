import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../access/viewer.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { ClosingFeedback } from '../../../requests/feedback/closing-feedback.service.js';
import { earlierAnswers } from '../../../requests/queries/earlier-answers.js';
import { Linked } from '../../../requests/linking/linked.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { Settings } from '../../../settings/settings.service.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { feedbackModel } from '../feedback/feedback-form.js';
import { road } from './road.js';
import { actionPath, isTurning } from './action-form.js';
import { standing } from './standing.js';
import { stepModels } from './step-models.js';

const FOLLOW_PATH = '/servizi/segnalazioni';

/** What a ticket holder's pages show, as plain data. Refuses with `not-found` as `RequestViews` does. */
@Injectable()
export class TrackingPage {
  constructor(
    private readonly views: RequestViews,
    private readonly settings: Settings,
    private readonly workflows: Workflows,
    private readonly linked: Linked,
    private readonly feedback: ClosingFeedback,
  ) {}

  async model(viewer: Viewer, ticketNumber: string, language: Language) {
    const view = await this.views.view(viewer, ticketNumber, language);
    if (isRefusal(view)) return view;
    const { document } = await this.workflows.byId(view.request.workflowVersionId);
    const reopenDays = await this.settings.get('reopenDays');
    return {
      ...identity(view),
      ...about(view),
      standing: standing(view, reopenDays),
      earlier: earlierAnswers(view.steps, document.states),
      linked: {
        first: await this.linked.firstOf(view.request.id, language),
        parts: await this.linked.partsOf(view.request.id, language),
        survivor: await this.linked.survivor(view.request, language),
        canWrite: view.actions.some(({ code }) => code === 'message'),
      },
      road: road(document, view),
      feedback: feedbackModel(
        await this.feedback.standing(view.request),
        `${FOLLOW_PATH}/${view.request.ticketNumber}/valutazione`,
      ),
      actions: actionModels(view),
      steps: stepModels(view, `${FOLLOW_PATH}/${view.request.ticketNumber}/allegati`),
    };
  }

  async receipt(
    viewer: Viewer,
    ticketNumber: string,
    language: Language,
  ): Promise<ReceiptModel | Refusal> {
    const view = await this.views.view(viewer, ticketNumber, language);
    if (isRefusal(view)) return view;
    const { request, office, tasks, citizen } = view;
    return {
      ...identity(view),
      filedAt: request.filedAt,
      dueAt: request.dueAt,
      office: office.name,
      sentTo: tasks
        .filter(({ partnerId }) => partnerId !== null)
        .map(({ executor, offeredAt }) => ({ executor, offeredAt })),
      reachedBy: request.reachedBy,
      maskedEmail: citizen?.masked.email ?? null,
    };
  }
}

export interface ReceiptModel {
  readonly ticketNumber: string;
  readonly path: string;
  readonly title: string | null;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly office: string;
  /** To whom it was sent on at once. */
  readonly sentTo: readonly { readonly executor: string; readonly offeredAt: Date }[];
  readonly reachedBy: string;
  readonly maskedEmail: string | null;
}

function identity({ request, title }: RequestView) {
  return {
    ticketNumber: request.ticketNumber,
    path: `${FOLLOW_PATH}/${request.ticketNumber}`,
    title,
  };
}

function about(view: RequestView) {
  const { request, category, area, description, answers, citizen } = view;
  return {
    kindKey: `filing:kinds.${request.kind}`,
    category: category.name,
    address: request.address,
    area: area?.name ?? null,
    description,
    answers: answers.map(({ label, valueLabel }) => ({ label, valueLabel })),
    filedAt: request.filedAt,
    protocol: request.protocolNumber && {
      number: request.protocolNumber,
      date: request.protocolDate,
    },
    citizen: citizen && { name: citizen.name, ...citizen.masked },
    reachedBy: request.reachedBy,
    notifyKey: `filing:notifyChoices.${request.notify}`,
  };
}

/** The actions of the moment first (an answer that is waited for, a reopening), then those that are always there, the ending ones last. */
function actionModels(view: RequestView) {
  const { request, language, actions } = view;
  return actions
    .map((action) => ({
      label: inLanguage(action.label, language),
      href: actionPath(request.ticketNumber, action.code),
      isOfTheMoment: !action.from.some((from) => from.startsWith('@')),
      isTurning: isTurning(action),
    }))
    .sort(
      (a, b) =>
        Number(b.isOfTheMoment) - Number(a.isOfTheMoment) ||
        Number(a.isTurning) - Number(b.isTurning),
    );
}
