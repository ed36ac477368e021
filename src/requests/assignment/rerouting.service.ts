import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Calendar } from '../../calendar/calendar.service.js';
import type { CatalogueCategory } from '../../catalogue/catalogue.service.js';
import { momentOf, type RoutedMatter } from '../../routing/domain/matter.js';
import { Routing } from '../../routing/routing.service.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { Directory } from '../directory.service.js';
import { type EndingPartner, noLongerInformed } from '../involving/end-involvements.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { NamedValue } from '../steps/domain/step-draft.js';
import { type KeptIter, keptIter, keptIterValues } from './kept-iter.js';
import { matterOf, matterRows } from './routed-matters.js';
import type { HandedTo, Rerouted } from './rerouted.js';
import { executorsOf, involvedBy, ruleLine } from './rule-line.js';

/**
 * Asks the rules again for a request whose category changes or that goes to another office, as they stand at that moment. Answers only
 * where it goes: clock, iter and history stay what they are, and the step says so of an iter that is not the category's; the term does but
 * for an urgent category (`legal-term.ts`).
 */
@Injectable()
export class Rerouting {
  constructor(
    private readonly routing: Routing,
    private readonly calendar: Calendar,
    private readonly directory: Directory,
    private readonly workflows: Workflows,
  ) {}

  async under(
    em: EntityManager,
    category: CatalogueCategory,
    { request, now }: Held,
  ): Promise<Rerouted> {
    const asked = { categoryId: category.id, categoryOfficeId: category.officeId };
    const matter = { ...(await this.matter(em, { request, now })), ...asked };
    const route = await this.routing.routeFor(matter);
    const { officeId, person } = route;
    const ending = await noLongerInformed(em, request.id, route.partners);
    return {
      officeId,
      personId: person?.id ?? null,
      involved: involvedBy(route),
      executors: executorsOf(route, category),
      released: ending.map(({ id }) => id),
      values: [
        await this.officeValue(route),
        ...(await this.personValue(person)),
        ...releasedValue(ending),
        ...keptIterValues(await this.keptIter(em, category, request)),
      ],
    };
  }

  /** Who of an office that it is handed over to gets it, where a rule says so; nobody else is asked, and no other rule counts. */
  async personIn(em: EntityManager, officeId: string, held: Held): Promise<HandedTo | null> {
    const person = await this.routing.personIn(officeId, await this.matter(em, held));
    return person && { personId: person.id, values: await this.personValue(person) };
  }

  private async matter(em: EntityManager, { request, now }: Held): Promise<RoutedMatter> {
    const [row] = await matterRows(em, 'WHERE r.id = :id', { id: request.id });
    if (!row) throw new Error(`request ${request.ticketNumber} is held and not there`);
    return matterOf(row, momentOf(now, await this.calendar.current()));
  }

  private async keptIter(
    em: EntityManager,
    { workflowCode }: CatalogueCategory,
    { workflowVersionId }: ServiceRequest,
  ): Promise<KeptIter | null> {
    const running = await this.workflows.byId(workflowVersionId, em);
    return keptIter(running, await this.workflows.published(workflowCode));
  }

  private async officeValue({ officeId, officeRule }: RouteOffice): Promise<NamedValue> {
    const office = await this.directory.office(officeId);
    const value = { code: office?.code, name: office?.name, rule: ruleLine(officeRule) };
    return { name: 'office', value, visibility: 'public' };
  }

  private async personValue(person: RoutePerson): Promise<NamedValue[]> {
    if (!person) return [];
    const name = await this.directory.personName(person.id);
    const value = { id: person.id, name, rule: ruleLine(person.rule) };
    return [{ name: 'assignee', value, visibility: 'internal' }];
  }
}

interface Held {
  readonly request: ServiceRequest;
  readonly now: Date;
}

function releasedValue(ending: readonly EndingPartner[]): NamedValue[] {
  if (ending.length === 0) return [];
  const value = ending.map(({ code, name }) => ({ code, name }));
  return [{ name: 'released', value, visibility: 'internal' }];
}

type Routed = Awaited<ReturnType<Routing['routeFor']>>;
type RouteOffice = Pick<Routed, 'officeId' | 'officeRule'>;
type RoutePerson = Routed['person'];
