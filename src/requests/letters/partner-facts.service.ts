import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Environment } from '../../config/environment.js';
import { queryRows } from '../../database/query-rows.js';
import { opensContacts } from '../../access/agreement.js';
import { readAgreement } from '../../partners/domain/agreement.js';
import { Settings } from '../../settings/settings.service.js';
import { inLanguage } from '../../shared/localized-text.js';
import { type Contacts, fullName } from '../contacts/contacts.js';
import { masked } from '../contacts/mask.js';
import { appointmentOf } from './appointments/appointment.js';
import { stateOf } from '../request-cards.service.js';
import { fieldValueName, VALUE } from '../steps/domain/step-draft.js';
import { StepWords } from '../steps/step-words.service.js';
import type { Applied, Change } from '../change.js';
import type { PartnerLetterFacts } from './partner-letters.js';
import { Typesetter } from './typesetter.service.js';
import { WhoLine } from './who-line.service.js';

const LANGUAGE = 'it'; // a partner's mail is for a clerk in Italy; an endpoint's own language sets the sentences around it

/** Gathers what a partner may read of a step: the task, the place, the words for it; the citizen only where the agreement says so, contacts masked. */
@Injectable()
export class PartnerFacts {
  constructor(
    private readonly words: StepWords,
    private readonly whoLine: WhoLine,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly environment: Environment,
  ) {}

  async of(
    em: EntityManager,
    { card, step, openedTasks }: Applied,
    partner: { readonly partnerId: string; readonly name: string },
    change: Change,
  ): Promise<PartnerLetterFacts> {
    const { request, category, office, workflow } = card;
    const { draft } = change;
    const value = (name: string): unknown => draft.values.find((one) => one.name === name)?.value; // internalNote is never asked for
    const text = (given: unknown): string | null =>
      typeof given === 'string' && given ? given : null;
    const terms = await partnerTerms(em, partner.partnerId, civilDate(step.recordedAt));
    const task = openedTasks.find((one) => one.partnerId === partner.partnerId);
    return {
      council: await this.settings.get('councilName'),
      partner: partner.name,
      ticketNumber: request.ticketNumber,
      taskId: task?.id ?? (await openTaskOf(em, request.id, partner.partnerId)),
      category: { code: category.code, name: inLanguage(category.name, LANGUAGE) },
      title: card.title ?? '',
      description: card.description ?? '',
      location: {
        text: request.address ?? '',
        latitude: request.latitude,
        longitude: request.longitude,
      },
      state: { code: draft.to, label: inLanguage(stateOf(card, draft.to).label, LANGUAGE) },
      dueAt: task?.dueAt ?? request.dueAt,
      step: {
        seq: step.seq,
        action: step.action,
        label: this.words.label(workflow.document, step.action, LANGUAGE),
        at: step.occurredAt,
        recordedAt: step.recordedAt,
        who: await this.whoLine.of(
          { ...draft.actor, name: draft.actor.kind === 'citizen' ? null : draft.actor.name },
          draft.performedBy,
          this.typesetter.wording(LANGUAGE),
        ),
        office: step.actorOffice,
        note: text(value(VALUE.note)),
        details: [],
      },
      instructions: isCorrection(draft) ? null : (text(value(fieldValueName('instructions'))) ?? text(value(VALUE.note))), // prettier-ignore
      photos: await photoCount(em, request.id),
      citizen: terms.seesContacts && card.contacts ? recognised(card.contacts) : null,
      appointment: await appointmentOf(em, { card, step }, change),
      sender: this.environment.mailFrom,
      officeContact: [inLanguage(office.name, LANGUAGE), office.email, office.phone]
        .filter(Boolean)
        .join(', '),
      url: terms.hasLogin
        ? `${this.environment.publicUrl}/ente/segnalazioni/${request.ticketNumber}`
        : null,
    };
  }
}

/** It says why a step was wrong, not what is to be done. */
function isCorrection({ action }: Change['draft']): boolean {
  return action === 'correct';
}

/** Enough to know whom it is about; a mail is no recorded opening. */
function recognised(contacts: Contacts): PartnerLetterFacts['citizen'] {
  const { phone, email } = masked(contacts);
  return { name: fullName(contacts) ?? '', contact: phone ?? email };
}

async function partnerTerms(
  em: EntityManager,
  partnerId: string,
  today: string,
): Promise<{ seesContacts: boolean; hasLogin: boolean }> {
  const [row] = await queryRows<{ agreement: string; kind: string; people: number | string }>(
    em,
    `SELECT p.agreement AS "agreement", p.kind AS "kind", (SELECT COUNT(*) FROM accounts a WHERE a.partner_id = p.id) AS "people"
     FROM partners p WHERE p.id = :partnerId`,
    { partnerId },
  );
  const terms = { kind: row?.kind ?? '', agreement: readAgreement(row?.agreement ?? null) };
  const seesContacts = opensContacts(terms, today);
  return { seesContacts, hasLogin: Number(row?.people ?? 0) > 0 };
}

async function openTaskOf(
  em: EntityManager,
  requestId: string,
  partnerId: string,
): Promise<string | null> {
  const [row] = await queryRows<{ id: string }>(
    em,
    `SELECT id FROM tasks WHERE request_id = :requestId AND partner_id = :partnerId ORDER BY offered_at DESC LIMIT 1`,
    { requestId, partnerId },
  );
  return row?.id ?? null;
}

async function photoCount(em: EntityManager, requestId: string): Promise<number> {
  const [row] = await queryRows<{ n: number | string }>(
    em,
    `SELECT COUNT(*) AS n FROM attachments WHERE request_id = :requestId AND kind = 'photo' AND visibility = 'public'`,
    { requestId },
  );
  return Number(row?.n ?? 0);
}
