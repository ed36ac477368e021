import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { Endpoints } from '../../deliveries/endpoints.service.js';
import type { Letter } from '../../deliveries/letter.js';
import { Outbox } from '../../deliveries/outbox.js';
import { type Hearing, hears } from '../../routing/domain/hearing.js';
import type { Applied, Change } from '../change.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import type { Step } from '../steps/step.entity.js';
import { calendarFile } from './appointments/calendar-file.js';
import {
  type PartnerLetterFacts,
  type PartnerLetterKind,
  partnerMail,
  partnerWebhook,
} from './partner-letters.js';
import { PartnerPages } from './partner-pages.service.js';
import { PartnerFacts } from './partner-facts.service.js';
import { Typesetter } from './typesetter.service.js';

interface InvolvedPartner {
  readonly partnerId: string;
  readonly partnerCode: string;
  readonly name: string;
  readonly role: string;
  readonly openTasks: number;
  readonly hears: Hearing | null;
}

/**
 * Tells the partners that a step involves: a new task to who gets it, public steps to who has an open task, to who is informed, and to the
 * school whose building it is; and the term of a task to who has it. Nobody is told what they did themselves. One letter per partner and step, over the channel it prefers.
 */
@Injectable()
export class PartnerPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly endpoints: Endpoints,
    private readonly facts: PartnerFacts,
    private readonly typesetter: Typesetter,
    private readonly pages: PartnerPages,
  ) {}

  async post(em: EntityManager, applied: Applied, change: Change): Promise<void> {
    if (isForNobody(applied, change)) return;
    const involved = await involvedPartners(em, applied.card.request.id);
    const letters: Letter[] = [];
    for (const partner of involved) {
      const kind = letterFor(partner, applied, change);
      const endpoint = kind ? await this.endpoints.preferred(em, partner.partnerId) : null;
      if (!kind || !endpoint) continue;
      const { reminds } = change;
      const about = reminds ? { ...applied, openedTasks: [reminds.task] } : applied;
      const facts = await this.pages.lead(
        em,
        await this.facts.of(em, about, partner, change),
        endpoint,
      );
      letters.push(
        this.letter(kind, { facts, endpoint, partner, requestId: applied.card.request.id }),
      );
    }
    await this.outbox.post(em, letters);
  }

  private letter(
    kind: PartnerLetterKind,
    to: {
      facts: PartnerLetterFacts;
      endpoint: NonNullable<Awaited<ReturnType<Endpoints['preferred']>>>;
      partner: InvolvedPartner;
      requestId: string;
    },
  ): Letter {
    const { endpoint, facts } = to;
    const envelope = {
      destination: endpoint.address,
      endpointId: endpoint.id,
      subject: to.requestId,
      kind,
      stream: `${endpoint.id}:${to.requestId}`,
    };
    if (endpoint.channel === 'webhook') {
      const content = {
        type: kind,
        timestamp: facts.step.recordedAt.toISOString(),
        data: partnerWebhook(facts),
      };
      return { ...envelope, channel: 'webhook', content };
    }
    const words = this.typesetter.wording(endpoint.language);
    const content = this.typesetter.mail(
      partnerMail(kind, facts, words),
      to.partner.name,
      endpoint.language,
      facts.taskId ? { kind: 'task', id: facts.taskId } : undefined,
    );
    const { appointment, sender } = facts;
    if (!appointment) return { ...envelope, channel: endpoint.channel, content };
    const attachments = [calendarFile(appointment, facts, words, sender)];
    return { ...envelope, channel: endpoint.channel, content: { ...content, attachments } };
  }
}

/** Known without asking who is involved: it is within the house, or the first step of what nobody else has to do with. */
function isForNobody({ step, openedTasks }: Applied, change: Change): boolean {
  const { tasks, reminds, involved = [] } = change;
  const isWithin = step.visibility !== 'public' && tasks.length === 0 && !reminds;
  const isAlone = step.fromState === null && involved.length === 0 && openedTasks.length === 0;
  return isWithin || isAlone;
}

/** Which letter this partner gets of this step, if any. */
function letterFor(
  partner: InvolvedPartner,
  { card, step, openedTasks }: Applied,
  change: Change,
): PartnerLetterKind | null {
  if (change.reminds?.task.partnerId === partner.partnerId) return change.reminds.letter;
  if (openedTasks.some((task) => task.partnerId === partner.partnerId)) return 'task.offered';
  const isCancelled = change.tasks.some(
    (one) =>
      one.kind === 'update' &&
      one.patch.state === 'cancelled' &&
      one.task.partnerId === partner.partnerId,
  );
  if (isCancelled) return 'task.cancelled';
  if (step.visibility !== 'public' || step.actorPartner === partner.partnerCode) return null;
  if (partner.role === 'executor') return partner.openTasks === 0 ? null : 'step.recorded';
  const heard = { action: step.action, opensOrCloses: opensOrCloses(step, card) };
  return hears(partner.hears, heard) ? 'step.recorded' : null;
}

/** Filing, reopening and closing: what somebody hears who hears only how it begins and ends. */
function opensOrCloses({ fromState, toState }: Step, card: RequestCard): boolean {
  if (fromState === null) return true;
  const isClosed = (code: string) => stateOf(card, code).kind === 'closed';
  return isClosed(fromState) !== isClosed(toState);
}

function involvedPartners(em: EntityManager, requestId: string): Promise<InvolvedPartner[]> {
  return queryRows<Omit<InvolvedPartner, 'hears'> & { readonly hears: string | null }>(
    em,
    `SELECT i.partner_id AS "partnerId", p.code AS "partnerCode", p.name AS "name", i.role AS "role", i.hears AS "hears",
       (SELECT COUNT(*) FROM tasks t WHERE t.request_id = i.request_id AND t.partner_id = i.partner_id
          AND t.state IN ('offered', 'accepted', 'scheduled')) AS "openTasks"
     FROM involvements i JOIN partners p ON p.id = i.partner_id
     WHERE i.request_id = :requestId AND i.ended_seq IS NULL AND p.is_active = :yes ORDER BY p.code`,
    { requestId, yes: true },
  ).then((rows) =>
    rows.map((row) => ({
      ...row,
      openTasks: Number(row.openTasks),
      hears: row.hears === null ? null : (JSON.parse(row.hears) as Hearing), // a JSON column
    })),
  );
}
