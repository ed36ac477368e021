import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Catalogue, type CatalogueCategory } from '../catalogue/catalogue.service.js';
import { queryRows } from '../database/query-rows.js';
import type { Office } from '../offices/office.entity.js';
import type { StateDefinition } from '../workflow/domain/document.js';
import type { WorkflowVersion } from '../workflow/workflow-version.entity.js';
import { Workflows } from '../workflow/workflow.service.js';
import { type Contacts, contactsValue } from './contacts/contacts.js';
import { Directory } from './directory.service.js';
import type { ServiceRequest } from './service-request.entity.js';
import { VALUE } from './steps/domain/step-draft.js';

/** A request with the configuration it refers to and its present title, text and contacts (null where erased or never given). */
export interface RequestCard {
  readonly request: ServiceRequest;
  readonly category: CatalogueCategory;
  readonly office: Office;
  readonly workflow: WorkflowVersion;
  readonly title: string | null;
  readonly description: string | null;
  readonly contacts: Contacts | null;
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
    const [words] = await wordsOf(em, [request.id]);
    return this.withConfiguration({ request, ...worded(words) });
  }

  /** Of many at once, in their order. */
  async loadAll(em: EntityManager, requests: readonly ServiceRequest[]): Promise<RequestCard[]> {
    const all = await wordsOf(
      em,
      requests.map(({ id }) => id),
    );
    return Promise.all(
      requests.map((request, i) => this.withConfiguration({ request, ...worded(all[i]) })),
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
    known: Pick<RequestCard, 'request' | 'title' | 'description' | 'contacts'>,
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

type Words = ReadonlyMap<string, string>;

/** The latest of each, as JSON text: of each request, in their order. */
async function wordsOf(em: EntityManager, requestIds: readonly string[]): Promise<Words[]> {
  if (requestIds.length === 0) return [];
  const rows = await queryRows<{ requestId: string; name: string; value: string }>(
    em,
    `SELECT request_id AS "requestId", name AS "name", value AS "value" FROM step_values
     WHERE request_id IN (:...requestIds) AND name IN (:...names) AND value IS NOT NULL ORDER BY seq`,
    { requestIds, names: [VALUE.title, VALUE.description, VALUE.contacts] },
  );
  const found = new Map(requestIds.map((id) => [id, new Map<string, string>()]));
  for (const { requestId, name, value } of rows) found.get(requestId)?.set(name, value);
  return requestIds.map((id) => found.get(id) ?? new Map());
}

function worded(words: Words = new Map()): Pick<RequestCard, 'title' | 'description' | 'contacts'> {
  const read = (name: string): unknown => JSON.parse(words.get(name) ?? 'null');
  const contacts = contactsValue.safeParse(read(VALUE.contacts));
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    title: text(read(VALUE.title)),
    description: text(read(VALUE.description)),
    contacts: contacts.success ? contacts.data : null,
  };
}

/** The definition of the state that the request is in. */
export function stateOf(card: RequestCard, code = card.request.stateCode): StateDefinition {
  const state = card.workflow.document.states.find((one) => one.code === code);
  if (!state)
    throw new Error(`workflow ${card.workflow.code} ${card.workflow.number} has no state ${code}`);
  return state;
}
