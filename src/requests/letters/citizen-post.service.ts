import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MailLetter } from '../../deliveries/letter.js';
import { Outbox } from '../../deliveries/outbox.js';
import { isAsked } from '../../feedback/domain/question.js';
import { Notices } from '../../notices/notices.service.js';
import { Settings } from '../../settings/settings.service.js';
import { inLanguage } from '../../shared/localized-text.js';
import { fullName } from '../contacts/contacts.js';
import { CitizenLinks } from '../questions/citizen-links.service.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import {
  type CitizenLetterFacts,
  type CitizenLetterKind,
  citizenLetter,
  type LetterStep,
} from './citizen-letters.js';
import { type LetterDraft, withoutSecrets } from './letter-draft.js';
import { Typesetter } from './typesetter.service.js';

export interface CitizenLetterOrder {
  readonly kind: CitizenLetterKind;
  /** The state that the request is in after the step. */
  readonly stateCode: string;
  readonly step?: LetterStep;
  /** Number of another request that the letter names. */
  readonly other?: string;
  readonly password?: string;
  readonly sentTo?: CitizenLetterFacts['sentTo'];
}

/**
 * Tells the citizen: by mail where there is an address, else by an item "to be told" for the front desk with the very same words. Who can
 * not be reached at all gets neither. Nothing leaves before the commit.
 */
@Injectable()
export class CitizenPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly notices: Notices,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly links: CitizenLinks,
  ) {}

  /** The letter as it will go: to be shown before, kept in the step, and posted. */
  async compose(card: RequestCard, order: CitizenLetterOrder): Promise<LetterDraft> {
    const settings = await this.settings.all();
    const { request } = card;
    const state = stateOf(card, order.stateCode);
    const words = this.typesetter.wording(request.language);
    const { language } = words;
    return citizenLetter(
      order.kind,
      {
        council: settings.councilName,
        citizenName:
          (card.contacts && fullName(card.contacts)) ?? words.text('letters:who.citizen'),
        ticketNumber: request.ticketNumber,
        category: inLanguage(card.category.name, language),
        title: card.title ?? '',
        place: request.address ?? '',
        office: inLanguage(card.office.name, language),
        filedAt: request.filedAt,
        dueAt: request.dueAt,
        state: inLanguage(state.label, language),
        next: inLanguage(state.next, language),
        sentTo: order.sentTo ?? [],
        trackUrl: this.links.trackUrl(request.ticketNumber),
        reopenDays: settings.reopenDays,
        feedbackDays: settings.feedbackAsked && isAsked(request) ? settings.feedbackDays : null,
        ...(order.step ? { step: order.step } : {}),
        ...(order.other ? { other: order.other } : {}),
        ...(order.password ? { password: order.password } : {}),
      },
      words,
    );
  }

  /** What the step keeps of it: subject and words, no password. */
  snapshot(draft: LetterDraft): { subject: string; text: string } {
    return { subject: draft.subject, text: this.typesetter.plain(withoutSecrets(draft)) };
  }

  async post(
    em: EntityManager,
    card: RequestCard,
    kind: CitizenLetterKind,
    draft: LetterDraft,
  ): Promise<void> {
    const { request, contacts } = card;
    if (request.reachedBy === 'email' && contacts?.email) {
      const letter = this.withSignedLinks(card, kind, draft);
      await this.outbox.post(em, [
        this.mail(card, kind, { draft: letter, address: contacts.email }),
      ]);
    } else if (request.reachedBy === 'phone' || request.reachedBy === 'post') {
      await this.notices.post(em, {
        kind: 'tell-citizen',
        roleCode: 'front-desk',
        requestId: request.id,
        data: { number: request.ticketNumber, subject: draft.subject, by: request.reachedBy },
        text: this.typesetter.plain(draft),
      });
    }
  }

  /** Only in the mail itself: what the office previews and the step keeps must not let anybody else answer. */
  private withSignedLinks(
    { request }: RequestCard,
    kind: CitizenLetterKind,
    draft: LetterDraft,
  ): LetterDraft {
    if (kind === 'question' && draft.link)
      return { ...draft, link: { ...draft.link, url: this.links.answerUrl(request) } };
    return draft.also
      ? { ...draft, also: { ...draft.also, url: this.links.feedbackUrl(request) } }
      : draft;
  }

  private mail(
    card: RequestCard,
    kind: CitizenLetterKind,
    to: { draft: LetterDraft; address: string },
  ): MailLetter {
    const { request, contacts } = card;
    return {
      channel: 'email',
      destination: to.address,
      subject: request.id,
      kind,
      stream: `citizen:${request.id}`,
      content: this.typesetter.mail(to.draft, contacts && fullName(contacts), request.language, {
        kind: 'request',
        id: request.id,
      }),
    };
  }
}
