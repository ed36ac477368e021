import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { fullName } from '../contacts/contacts.js';
import { masked } from '../contacts/mask.js';
import { mayOpenContacts } from '../contacts/may-open.js';
import { isOverdue } from '../domain/overdue.js';
import { type RequestCard, RequestCards, stateOf } from '../request-cards.service.js';
import { findRequest } from '../request-finder.js';
import { withinRights } from '../request-scope.js';
import { OfferedActions } from './offered-actions.service.js';
import type { RequestView } from './request-view.js';
import { outcomeLabel } from './outcome-label.js';
import { loadSurroundings } from './surroundings.js';
import { seesContacts } from './sight.js';
import type { StepView } from './step-view.js';
import { Timeline } from './timeline.service.js';

/** The page of one request: what it is, how it stands, its whole history, and what the viewer may do now. Refuses with `not-found`. */
@Injectable()
export class RequestViews {
  constructor(
    private readonly reads: Reads,
    private readonly cards: RequestCards,
    private readonly timeline: Timeline,
    private readonly offered: OfferedActions,
    private readonly clock: Clock,
  ) {}

  async view(
    asking: Viewer,
    ticketNumber: string,
    language: Language,
  ): Promise<RequestView | Refusal> {
    const request = await findRequest(this.reads.em, asking, ticketNumber, { orAsked: true });
    if (isRefusal(request)) return request;
    const viewer = withinRights(asking, request);
    const card = await this.cards.load(this.reads.em, request);
    const { workflow } = card;
    const [steps, surroundings, actions] = await Promise.all([
      this.timeline.of(viewer, request.id, { language, workflow }),
      loadSurroundings(this.reads, viewer, request),
      this.offered.of(viewer, card),
    ]);
    const around = surroundings(language);
    return {
      ...this.header(card, language),
      ...around,
      citizen: citizenOf(viewer, card, around.tasks),
      ...wordsFor(viewer, card, steps),
      answers: answersOf(steps),
      isOnlyAsked: viewer !== asking,
      steps,
      actions,
    };
  }

  private header(card: RequestCard, language: Language) {
    const { request, category, office } = card;
    const state = stateOf(card);
    const name = (text: Parameters<typeof inLanguage>[0]): string => inLanguage(text, language);
    return {
      request,
      language,
      category: { code: category.code, name: name(category.name) },
      office: {
        id: office.id,
        code: office.code,
        name: name(office.name),
        email: office.email,
        phone: office.phone,
      },
      state: {
        code: state.code,
        label: name(state.label),
        kind: state.kind,
        next: name(state.next),
      },
      outcome: request.outcome
        ? {
            code: request.outcome,
            label: outcomeLabel(card.workflow.document, request.outcome, language),
          }
        : null,
      isOverdue: isOverdue(request, this.clock.now()),
    };
  }
}

function citizenOf(
  viewer: Viewer,
  { contacts }: RequestCard,
  tasks: RequestView['tasks'],
): RequestView['citizen'] {
  if (!contacts || !seesContacts(viewer)) return null;
  const mayOpen = mayOpenContacts(viewer, tasks);
  return { name: fullName(contacts), masked: masked(contacts), mayOpen };
}

/** Title and text as this viewer may read them: what a correction has hidden is for offices only. */
function wordsFor(
  viewer: Viewer,
  card: RequestCard,
  steps: readonly StepView[],
): Pick<RequestView, 'title' | 'description'> {
  if (viewer.kind === 'office') return { title: card.title, description: card.description };
  const filed = steps.find((step) => step.seq === 1)?.data ?? {};
  const word = (name: string): string | null =>
    typeof filed[name] === 'string' ? filed[name] : null;
  return { title: word('title'), description: word('description') };
}

function answersOf(steps: readonly StepView[]): RequestView['answers'] {
  const answers = steps.find((step) => step.seq === 1)?.data['answers'];
  return Array.isArray(answers) ? (answers as RequestView['answers']) : []; // written at filing
}
