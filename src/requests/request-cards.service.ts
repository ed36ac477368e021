import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Catalogue, type CatalogueCategory } from '../catalogue/catalogue.service.js';
import type { Office } from '../offices/office.entity.js';
import type { StateDefinition } from '../workflow/domain/document.js';
import type { WorkflowVersion } from '../workflow/workflow-version.entity.js';
import { Workflows } from '../workflow/workflow.service.js';
import { Directory } from './directory.service.js';
import { NO_WORDS, type RequestWords, wordsOf } from './holding/request-words.js';
import type { ServiceRequest } from './service-request.entity.js';
import type { Task } from './tasks/task.entity.js';

/** A request with the configuration it refers to and its present title, text and contacts (null where erased or never given). */
export interface RequestCard extends RequestWords {
  readonly request: ServiceRequest;
  readonly category: CatalogueCategory;
  readonly office: Office;
  readonly workflow: WorkflowVersion;
  /** Its tasks as `request` is, where they were read with it. */
  readonly tasks?: readonly Task[] | undefined;
}

/** Loads what letters and commands need to know of a request beside its row. Throws where configuration that it refers to is gone. */
@Injectable()
export class RequestCards {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly directory: Directory,
    private readonly workflows: Workflows,
  ) {}

  async load(em: EntityManager, request: ServiceRequest): Promise<RequestCard> {
    const words = await wordsOf(em, ':id', { id: request.id });
    return this.withConfiguration({ request, ...(words.get(request.id) ?? NO_WORDS) });
  }

  /** Of many at once, in their order. */
  async loadAll(em: EntityManager, requests: readonly ServiceRequest[]): Promise<RequestCard[]> {
    if (requests.length === 0) return [];
    const all = await wordsOf(em, ':...ids', { ids: requests.map(({ id }) => id) });
    return Promise.all(
      requests.map((request) =>
        this.withConfiguration({ request, ...(all.get(request.id) ?? NO_WORDS) }),
      ),
    );
  }

  /** Category and office that it refers to once this is written; undefined where neither changes. */
  async becomes(
    card: RequestCard,
    patch: Partial<ServiceRequest>,
  ): Promise<Pick<RequestCard, 'category' | 'office'> | undefined> {
    if (!patch.categoryId && !patch.officeId) return undefined;
    const request = { ...card.request, ...patch };
    const { category, office } = await this.withConfiguration({ ...card, request });
    return { category, office };
  }

  /** For a request whose words are at hand. */
  async withConfiguration(
    known: RequestWords & Pick<RequestCard, 'request' | 'tasks'>,
  ): Promise<RequestCard> {
    const { request } = known;
    const [category, office, workflow] = await Promise.all([
      this.catalogue.byId(request.categoryId),
      this.directory.office(request.officeId),
      this.workflows.byId(request.workflowVersionId),
    ]);
    if (!category || !office)
      throw new Error(`request ${request.ticketNumber} refers to a missing category or office`);
    return { ...known, category, office, workflow };
  }
}

/** The definition of the state that the request is in. */
export function stateOf(card: RequestCard, code = card.request.stateCode): StateDefinition {
  const state = card.workflow.document.states.find((one) => one.code === code);
  if (!state)
    throw new Error(`workflow ${card.workflow.code} ${card.workflow.number} has no state ${code}`);
  return state;
}
