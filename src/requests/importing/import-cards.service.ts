import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar.service.js';
import { Catalogue, type CatalogueCategory } from '../../catalogue/catalogue.service.js';
import { newId } from '../../shared/ids.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { termFrom } from '../domain/legal-term.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import type { ImportedRequest } from './imported-request.js';

/** Makes the row of an imported request; its number is still to come. Throws where the mapping names a category or state that is not there. */
@Injectable()
export class ImportCards {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly workflows: Workflows,
    private readonly calendar: Calendar,
    private readonly cards: RequestCards,
  ) {}

  async card(row: ImportedRequest): Promise<RequestCard> {
    const category = await this.catalogue.byCode(row.categoryCode);
    if (!category) throw new Error(`no category ${row.categoryCode}`);
    const workflow = await this.workflows.current(category.workflowCode);
    const state = workflow.document.states.find((one) => one.code === row.stateCode);
    if (!state) throw new Error(`workflow ${workflow.code} has no state ${row.stateCode}`);
    const term = termFrom(row.filedAt, category.term, await this.calendar.current());
    const request = Object.assign(new ServiceRequest(), blank(row, category), {
      ...term,
      workflowVersionId: workflow.id,
      stateCode: state.code,
      stateKind: state.kind,
      outcome: row.isWithdrawn ? 'withdrawn' : row.outcome,
    });
    return this.cards.withConfiguration({
      request,
      title: row.title,
      description: null,
      contacts: null,
    });
  }
}

function blank(row: ImportedRequest, category: CatalogueCategory): Partial<ServiceRequest> {
  return {
    id: newId(),
    ticketNumber: '',
    version: 1,
    kind: 'report',
    categoryId: category.id,
    officeId: category.officeId,
    stateSince: row.closedAt ?? row.filedAt,
    filedAt: row.filedAt,
    closedAt: row.closedAt,
    channel: row.channel,
    language: 'it',
    reachedBy: 'none',
    notify: 'outcome-only',
    sourceSystem: row.sourceSystem,
    sourceId: row.sourceId,
    lastSeq: 0,
    lastHash: '',
    ...nothing(
      'returnState',
      'assigneeId',
      'areaId',
      'placeId',
      'address',
      'latitude',
      'longitude',
    ),
    ...nothing(
      'duplicateOfId',
      'suspendedSince',
      'suspendedUntil',
      'passwordFingerprint',
      'filedByAccountId',
    ),
    ...nothing('filedByPartnerId', 'receiptPrintedAt', 'protocolNumber', 'protocolDate'),
  };
}

function nothing<K extends keyof ServiceRequest>(...keys: K[]): Record<K, null> {
  return Object.fromEntries(keys.map((key) => [key, null])) as Record<K, null>; // exactly these keys
}
