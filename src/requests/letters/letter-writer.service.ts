import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Delivery } from '../../deliveries/delivery.entity.js';
import type { FreshContent } from '../../deliveries/delivery-log.js';
import { Endpoint } from '../../deliveries/endpoint.entity.js';
import { Partner } from '../../partners/partner.entity.js';
import type { Change } from '../change.js';
import { fullName } from '../contacts/contacts.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { readDraft } from '../steps/read-draft.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { Step } from '../steps/step.entity.js';
import { Task } from '../tasks/task.entity.js';
import { PartnerPages } from './partner-pages.service.js';
import { PartnerFacts } from './partner-facts.service.js';
import {
  PARTNER_LETTERS,
  type PartnerLetterKind,
  partnerMail,
  partnerWebhook,
} from './partner-letters.js';
import { Typesetter } from './typesetter.service.js';

/** What a letter was about. */
export interface LetterSubject {
  readonly requestId: string;
  readonly seq: number;
}

/** Carried a password, of which no copy is kept. */
const WITH_PASSWORD: readonly string[] = ['received', 'new-password'];

/**
 * Writes a letter of the past anew from what its step keeps: the citizen's in the very words that were promised, a partner's from the same
 * facts. Answers null where the words are gone.
 */
@Injectable()
export class LetterWriter {
  constructor(
    private readonly cards: RequestCards,
    private readonly partnerFacts: PartnerFacts,
    private readonly typesetter: Typesetter,
    private readonly pages: PartnerPages,
  ) {}

  async write(
    em: EntityManager,
    old: Delivery,
    { requestId, seq }: LetterSubject,
  ): Promise<FreshContent | null> {
    const request = await em.findOneBy(ServiceRequest, { id: requestId });
    const step = await em.findOneBy(Step, { requestId, seq });
    if (!request || !step || WITH_PASSWORD.includes(old.kind)) return null;
    const card = await this.cards.load(em, request);
    if (old.kind.startsWith('follower.')) return null; // what the step keeps greets who filed it
    return isPartnerLetter(old.kind)
      ? this.toPartner(em, { old, kind: old.kind, card, step })
      : this.toCitizen(em, card, step);
  }

  private async toCitizen(
    em: EntityManager,
    card: RequestCard,
    step: Step,
  ): Promise<FreshContent | null> {
    const { values } = await readDraft(em, step);
    const kept = values.find(({ name }) => name === VALUE.letter)?.value;
    if (!kept) return null;
    const { subject, text } = kept as { subject: string; text: string }; // written by `CitizenPost.snapshot`
    const letter = {
      subject,
      greeting: '',
      paragraphs: text.split(/\n{2,}/),
      facts: [],
      closing: [],
    };
    const content = this.typesetter.mail(
      letter,
      card.contacts && fullName(card.contacts),
      card.request.language,
    );
    return { channel: 'email', content: { ...content, text } };
  }

  private async toPartner(
    em: EntityManager,
    {
      old,
      kind,
      card,
      step,
    }: { old: Delivery; kind: PartnerLetterKind; card: RequestCard; step: Step },
  ): Promise<FreshContent | null> {
    const endpoint = old.endpointId ? await em.findOneBy(Endpoint, { id: old.endpointId }) : null;
    const partner = endpoint && (await em.findOneBy(Partner, { id: endpoint.partnerId }));
    if (!endpoint || !partner) return null;
    const draft = await readDraft(em, step);
    const change: Change = { draft, moves: false, patch: {}, tasks: [], files: [], letter: null };
    const openedTasks = await em.findBy(Task, { requestId: step.requestId, offeredSeq: step.seq });
    const whose = { partnerId: partner.id, name: partner.name };
    const facts = await this.pages.lead(
      em,
      await this.partnerFacts.of(em, { card, step, openedTasks }, whose, change),
      endpoint,
    );
    if (old.channel === 'webhook') {
      const content = {
        type: kind,
        timestamp: step.recordedAt.toISOString(),
        data: partnerWebhook(facts),
      };
      return { channel: 'webhook', content };
    }
    const words = this.typesetter.wording(endpoint.language);
    const mail = this.typesetter.mail(
      partnerMail(kind, facts, words),
      partner.name,
      endpoint.language,
      facts.taskId ? { kind: 'task', id: facts.taskId } : undefined,
    );
    return { channel: old.channel, content: mail };
  }
}

function isPartnerLetter(kind: string): kind is PartnerLetterKind {
  return (PARTNER_LETTERS as readonly string[]).includes(kind);
}
