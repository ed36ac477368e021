import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountOffice } from '../../accounts/account-office.entity.js';
import { Account } from '../../accounts/account.entity.js';
import { civilDate, endOfCivilDay } from '../../calendar/domain/civil-time.js';
import { Calendar } from '../../calendar/calendar.service.js';
import { Catalogue } from '../../catalogue/catalogue.service.js';
import { isInForce } from '../../access/agreement.js';
import type { Viewer } from '../../access/viewer.js';
import type { FieldError } from '../../shared/refusal.js';
import { inLanguage } from '../../shared/localized-text.js';
import type { Decision } from '../../workflow/domain/decision.js';
import type { FieldDefinition } from '../../workflow/domain/document.js';
import { Rerouting } from '../assignment/rerouting.service.js';
import { type Named, type Resolved, selfNamed } from '../domain/resolved.js';
import { Directory } from '../directory.service.js';
import { termFrom } from '../domain/legal-term.js';
import { clockNow } from '../domain/overdue.js';
import { namedDuplicate } from '../linking/named-duplicate.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { dataField } from './domain/data-fields.js';
import { fieldValueName } from './domain/step-draft.js';

/** What a field's reference stands for: its name as it is now goes into the step, its id into the request. */
export interface Reference {
  readonly value: unknown;
  readonly named: Named;
}

type Lookup = Reference | FieldError;

/**
 * Looks up whom and what a command names: person, office, partner, category, another ticket, a new term. Refuses, at the field, what is
 * not there or no longer active, and what would change nothing.
 */
@Injectable()
export class References {
  constructor(
    private readonly directory: Directory,
    private readonly catalogue: Catalogue,
    private readonly calendar: Calendar,
    private readonly rerouting: Rerouting,
  ) {}

  async resolve(
    em: EntityManager,
    card: RequestCard,
    decision: Decision,
    context: {
      readonly accountId: string | null;
      readonly now: Date;
      /** Who names them; null where the system does. */
      readonly viewer: Viewer | null;
    },
  ): Promise<{ values: Decision['values']; resolved: Resolved } | { errors: FieldError[] }> {
    const errors: FieldError[] = [];
    const calendar = await this.calendar.current();
    const named = new Map<string, Named>(selfNamed(context.accountId));
    const values: Decision['values'][number][] = [];
    for (const value of decision.values) {
      const field = decision.action.fields.find((one) => fieldValueName(one.code) === value.name);
      const found = field
        ? await this.lookUp(
            em,
            { field, given: String(value.value), decision },
            { card, now: context.now, viewer: context.viewer },
          )
        : null;
      if (found && 'field' in found) errors.push(found);
      else values.push(found ? { ...value, value: found.value } : value);
      if (field && found && 'named' in found) named.set(field.code, found.named);
    }
    if (errors.length > 0) return { errors };
    const resolved = {
      ...{ calendar, named },
      freshTerm: termFrom(context.now, card.category.term, calendar),
      dueAfter: (days: number) => calendar.dueAfter(context.now, { days }),
      ...(await this.owner(card, decision)),
    };
    return { values, resolved };
  }

  /** An office that works no longer takes over nothing: the request stays where it is. */
  private async owner(card: RequestCard, decision: Decision): Promise<Partial<Resolved>> {
    const owner = stateOf(card, decision.to).owner;
    const office = owner ? await this.directory.office(owner) : undefined;
    return office?.isActive ? { ownerOfficeId: office.id } : {};
  }

  private async lookUp(
    em: EntityManager,
    { field, given, decision }: { field: FieldDefinition; given: string; decision: Decision },
    { card, now, viewer }: { card: RequestCard; now: Date; viewer: Viewer | null },
  ): Promise<Lookup | null> {
    const unknown = (code: string): FieldError => ({ field: dataField(field), code });
    switch (field.type) {
      case 'person': {
        const person = await em.findOneBy(Account, { id: given, isActive: true });
        if (!person) return unknown('person-unknown');
        const { id, name } = person;
        const isOurs = !isAssignee(decision, field) || (await worksIn(em, id, card));
        return isOurs
          ? { value: { id, name }, named: { personId: id } }
          : unknown('person-of-other-office');
      }
      case 'office': {
        const office = await this.directory.office(given);
        if (!office?.isActive) return unknown('office-unknown');
        const goesThere = decision.effects.some(
          (effect) => effect.kind === 'change-office' && effect.field === field.code,
        );
        if (goesThere && office.id === card.request.officeId) return unknown('already-so');
        const held = { request: card.request, now };
        const handedTo = goesThere ? await this.rerouting.personIn(em, office.id, held) : null;
        return {
          value: { id: office.id, code: office.code, name: office.name.it },
          named: { officeId: office.id, ...(handedTo && { handedTo }) },
        };
      }
      case 'partner': {
        const partner = await this.directory.partner(given);
        return partner?.isActive && isInForce(partner.agreement, civilDate(now))
          ? {
              value: { id: partner.id, code: partner.code, name: partner.name },
              named: { partnerId: partner.id },
            }
          : unknown('partner-unknown');
      }
      case 'category': {
        const category = (await this.catalogue.byId(given)) ?? (await this.catalogue.byCode(given));
        if (!category?.isActive) return unknown('category-unknown');
        if (category.id === card.request.categoryId) return unknown('already-so');
        const { id, code, name } = category;
        const rerouted = await this.rerouting.under(em, category, { request: card.request, now });
        const from = clockNow(card.request, now);
        const term = termFrom(from, category.term, await this.calendar.current());
        const value = { id, code, name: inLanguage(name, 'it') };
        return { value, named: { category: { id, term, ...rerouted } } };
      }
      case 'ticket': {
        const found = await namedDuplicate(em, { card, viewer }, given);
        return typeof found === 'string'
          ? unknown(found)
          : { value: found.ticketNumber, named: { duplicateOfId: found.id } };
      }
      case 'date':
        return date(decision, field, { given, now, request: card.request });
      default:
        return null;
    }
  }
}

/** Whoever gets the request belongs to the office that has it; an inspector may come from another. */
function isAssignee(decision: Decision, field: FieldDefinition): boolean {
  return decision.effects.some(
    (effect) => effect.kind === 'assign-person' && effect.field === field.code,
  );
}

function worksIn(em: EntityManager, accountId: string, { request }: RequestCard): Promise<boolean> {
  return em.existsBy(AccountOffice, { accountId, officeId: request.officeId });
}

function isTaskTerm(decision: Decision, field: FieldDefinition): boolean {
  return decision.effects.some(
    (effect) => effect.kind === 'open-task' && effect.due === field.code,
  );
}

function isTerm(decision: Decision, field: FieldDefinition): boolean {
  return decision.effects.some(
    (effect) => effect.kind === 'move-term' && effect.field === field.code,
  );
}

/** A term ends at 24:00 of its day, and must lie ahead. Null for a date that is none. */
function date(
  decision: Decision,
  field: FieldDefinition,
  { given, now, request }: { given: string; now: Date; request: ServiceRequest },
): Lookup | null {
  if (!isTerm(decision, field) && !isTaskTerm(decision, field)) return null;
  const end = endOfCivilDay(given);
  if (end <= now) return { field: dataField(field), code: 'date-past' };
  const isSame = end.getTime() === request.dueAt.getTime() && request.termUnit === 'days';
  if (isTerm(decision, field) && isSame) return { field: dataField(field), code: 'already-so' };
  return { value: given, named: { until: end } };
}
