import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../../deliveries/outbox.js';
import { Settings } from '../../settings/settings.service.js';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import type { Applied, Change } from '../change.js';
import { Typesetter } from '../letters/typesetter.service.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { type FollowedStep, followerLetter, isForFollowers } from './domain/follower-letter.js';
import { type Following, hearersOf } from './follower-book.js';
import { FollowerLinks } from './follower-links.service.js';
import { FollowedSteps } from './followed-steps.service.js';

/** Writes to those who follow a request, each in their language and with a link to stop; in the transaction of the step. */
@Injectable()
export class FollowerPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly links: FollowerLinks,
    private readonly steps: FollowedSteps,
  ) {}

  /** Tells of a step whom it is for; who follows a report that was joined to this one hears of this one's. */
  async post(em: EntityManager, { card }: Applied, change: Change): Promise<void> {
    if (!isForFollowers(change)) return;
    for (const follower of await hearersOf(em, card.request.id)) {
      const step = await this.steps.describe(card, change, follower.language);
      await this.write(em, card, { follower, step });
    }
  }

  /** Says to a new one what they follow, at whose word, and how to stop. */
  welcome(em: EntityManager, card: RequestCard, follower: Following): Promise<void> {
    return this.write(em, card, { follower });
  }

  private async write(
    em: EntityManager,
    card: RequestCard,
    { follower, step }: { follower: Following; step?: FollowedStep },
  ): Promise<void> {
    const { id, name, email, language } = follower;
    const unsubscribeUrl = this.links.url(id);
    const facts = { ...(await this.facts(card, language)), name, unfollowUrl: unsubscribeUrl };
    const draft = followerLetter(facts, this.typesetter.wording(language), step);
    await this.outbox.post(em, [
      {
        channel: 'email',
        destination: email,
        subject: card.request.id,
        kind: step ? 'follower.step' : 'follower.welcome',
        stream: `follower:${id}`,
        content: { ...this.typesetter.mail(draft, name, language), unsubscribeUrl },
      },
    ]);
  }

  private async facts(card: RequestCard, language: Language) {
    const state = stateOf(card);
    return {
      council: await this.settings.get('councilName'),
      ticketNumber: card.request.ticketNumber,
      category: inLanguage(card.category.name, language),
      place: card.request.address ?? '',
      state: inLanguage(state.label, language),
      next: inLanguage(state.next, language),
    };
  }
}
