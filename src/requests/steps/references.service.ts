import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Account } from '../../accounts/account.entity.js';
import { endOfCivilDay } from '../../calendar/domain/civil-time.js';
import { Calendar } from '../../calendar/calendar.service.js';
import { Catalogue } from '../../catalogue/catalogue.service.js';
import type { FieldError } from '../../shared/refusal.js';
import { inLanguage } from '../../shared/localized-text.js';
import type { Decision } from '../../workflow/domain/decision.js';
import { type FieldDefinition, SELF } from '../../workflow/domain/document.js';
import type { Resolved } from '../domain/consequences.js';
import { Directory } from '../directory.service.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { dataField } from './domain/data-fields.js';
import { fieldValueName } from './domain/step-draft.js';

/** What a field's reference stands for: its name as it is now goes into the step, its id into the request. */
export interface Reference {
  readonly value: unknown;
  readonly resolved: Partial<Resolved>;
}

type Lookup = Reference | FieldError;

/**
 * Looks up whom and what a command names: person, office, partner, category, another ticket, a new term. Refuses, at the field, what is
 * not there or no longer active.
 */
@Injectable()
export class References {
  constructor(
    private readonly directory: Directory,
    private readonly catalogue: Catalogue,
    private readonly calendar: Calendar,
  ) {}

  async resolve(
    em: EntityManager,
    card: RequestCard,
    decision: Decision,
    context: { readonly accountId: string | null; readonly now: Date },
  ): Promise<{ values: Decision['values']; resolved: Resolved } | { errors: FieldError[] }> {
    const errors: FieldError[] = [];
    const calendar = await this.calendar.current();
    const freshDueAt = calendar.dueAfterDays(context.now, card.category.termDays);
    let resolved: Resolved = {
      calendar,
      freshDueAt,
      ...self(decision, context.accountId),
      ...(await this.owner(card, decision)),
      ...taskTerm(decision, (days) => calendar.dueAfterDays(context.now, days)),
    };
    const values: Decision['values'][number][] = [];
    for (const value of decision.values) {
      const field = decision.action.fields.find((one) => fieldValueName(one.code) === value.name);
      const found = field
        ? await this.lookUp(
            em,
            { field, given: String(value.value), decision },
            { card, now: context.now },
          )
        : null;
      if (found && 'field' in found) errors.push(found);
      else values.push(found ? { ...value, value: found.value } : value);
      if (found && 'resolved' in found) resolved = { ...resolved, ...found.resolved };
    }
    return errors.length > 0 ? { errors } : { values, resolved };
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
    { card, now }: { card: RequestCard; now: Date },
  ): Promise<Lookup | null> {
    const unknown = (code: string): FieldError => ({ field: dataField(field), code });
    switch (field.type) {
      case 'person': {
        const person = await em.findOneBy(Account, { id: given, isActive: true });
        return person
          ? { value: { id: person.id, name: person.name }, resolved: { personId: person.id } }
          : unknown('person-unknown');
      }
      case 'office': {
        const office = await this.directory.office(given);
        return office?.isActive
          ? {
              value: { id: office.id, code: office.code, name: office.name.it },
              resolved: { officeId: office.id },
            }
          : unknown('office-unknown');
      }
      case 'partner': {
        const partner = await this.directory.partner(given);
        return partner?.isActive
          ? {
              value: { id: partner.id, code: partner.code, name: partner.name },
              resolved: { partnerId: partner.id },
            }
          : unknown('partner-unknown');
      }
      case 'category': {
        const category = (await this.catalogue.byId(given)) ?? (await this.catalogue.byCode(given));
        return category?.isActive
          ? {
              value: {
                id: category.id,
                code: category.code,
                name: inLanguage(category.name, 'it'),
              },
              resolved: { category: { id: category.id, officeId: category.officeId } },
            }
          : unknown('category-unknown');
      }
      case 'ticket':
        return (await duplicate(em, card, given)) ?? unknown('ticket-unknown');
      case 'date':
        return isTerm(decision, field) ? term(field, given, now) : null;
      default:
        return null;
    }
  }
}

function self(decision: Decision, accountId: string | null): Partial<Resolved> {
  const takes = decision.effects.some(
    (effect) => effect.kind === 'assign-person' && effect.field === SELF,
  );
  return takes && accountId ? { personId: accountId } : {};
}

function taskTerm(decision: Decision, dueAfter: (days: number) => Date): Partial<Resolved> {
  const opening = decision.effects.find((effect) => effect.kind === 'open-task');
  return opening?.days ? { taskDueAt: dueAfter(opening.days) } : {};
}

async function duplicate(
  em: EntityManager,
  card: RequestCard,
  given: string,
): Promise<Reference | null> {
  const number = parseTicketNumber(given);
  if (!number || number === card.request.ticketNumber) return null;
  const other = await em.findOne(ServiceRequest, {
    select: { id: true },
    where: { ticketNumber: number },
  });
  return other ? { value: number, resolved: { duplicateOfId: other.id } } : null;
}

function isTerm(decision: Decision, field: FieldDefinition): boolean {
  return decision.effects.some(
    (effect) => effect.kind === 'move-term' && effect.field === field.code,
  );
}

/** A term ends at 24:00 of its day, and must lie ahead. */
function term(field: FieldDefinition, given: string, now: Date): Lookup {
  const newDueAt = endOfCivilDay(given);
  return newDueAt > now
    ? { value: given, resolved: { newDueAt } }
    : { field: dataField(field), code: 'date-past' };
}
