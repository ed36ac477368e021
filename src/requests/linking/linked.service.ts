import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import type { StateKind } from '../../workflow/domain/document.js';
import { outcomeLabel } from '../queries/outcome-label.js';
import type { StepView } from '../queries/step-view.js';
import { Timeline } from '../queries/timeline.service.js';
import { RequestCards, stateOf } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { RECORD_ACTIONS } from '../steps/domain/record-actions.js';
import { survivorOf } from './duplicate-chain.js';

/** Another request, in a line. */
export interface LinkedLine {
  readonly ticketNumber: string;
  readonly title: string | null;
  readonly state: string;
  readonly kind: StateKind;
  readonly dueAt: Date;
}

/** What somebody may read of the request that theirs was joined to: how it stands and what was done, nothing that a citizen wrote. */
export interface Survivor extends LinkedLine {
  readonly next: string;
  readonly office: string;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
  /** Of the closing: what was done, by whom, what can be done now. */
  readonly ending: StepView['details'];
  readonly steps: readonly SurvivorStep[];
}

export interface SurvivorStep {
  readonly label: string;
  readonly at: Date;
  /** Office or firm; names of people are for who filed it. */
  readonly who: string | null;
  readonly movedTo: string | null;
}

/** Promises what pages show of requests that belong together: parts, the first, what was joined. */
@Injectable()
export class Linked {
  constructor(
    private readonly reads: Reads,
    private readonly cards: RequestCards,
    private readonly timeline: Timeline,
  ) {}

  /** The parts that the request was split into, in the order of their numbers. */
  async partsOf(
    requestId: string,
    language: Language,
  ): Promise<(LinkedLine & { waits: boolean })[]> {
    const rows = await this.reads.rows<{ id: string; waits: boolean | number }>(
      `SELECT p.request_id AS "id", p.parent_waits AS "waits" FROM request_parts p
       WHERE p.parent_id = :requestId ORDER BY p.request_id LIMIT 50`,
      { requestId },
    );
    return this.lines(rows, language, (row) => ({ waits: Boolean(row.waits) }));
  }

  /** The request that this one was split from. */
  async firstOf(requestId: string, language: Language): Promise<LinkedLine | null> {
    const rows = await this.reads.rows<{ id: string }>(
      'SELECT p.parent_id AS "id" FROM request_parts p WHERE p.request_id = :requestId',
      { requestId },
    );
    return (await this.lines(rows, language, () => ({})))[0] ?? null;
  }

  /** What was joined to it directly, with the words and files that came along: for offices. */
  async joinedTo(requestId: string, language: Language) {
    const rows = await this.reads.rows<{ id: string }>(
      'SELECT id AS "id" FROM service_requests WHERE duplicate_of_id = :requestId ORDER BY id LIMIT 50',
      { requestId },
    );
    return Promise.all(rows.map(({ id }) => this.joined(id, language)));
  }

  /** Null where it was joined to none. */
  async survivor(request: ServiceRequest, language: Language): Promise<Survivor | null> {
    if (request.duplicateOfId === null) return null;
    const survivor = await survivorOf(this.reads.em, request);
    const card = await this.cards.load(this.reads.em, survivor);
    const state = stateOf(card);
    const nobody = { kind: 'nobody' } as const;
    const { workflow } = card;
    const steps = await this.timeline.of(nobody, survivor.id, { language, workflow });
    const told = steps.filter((step) => !RECORD_ACTIONS.includes(step.action) && !step.correctedBy);
    const ending = state.kind === 'closed' ? told.findLast((step) => step.movedTo !== null) : null;
    const { outcome } = survivor;
    return {
      ...lineOf(card, language),
      title: null, // a citizen's words
      next: inLanguage(state.next, language),
      office: inLanguage(card.office.name, language),
      closedAt: survivor.closedAt,
      outcome: outcome && outcomeLabel(workflow.document, outcome, language),
      ending: ending?.actor.kind === 'office' ? ending.details : [],
      steps: told.map(stepOf).reverse(),
    };
  }

  private async joined(id: string, language: Language) {
    const card = await this.card(id);
    const { workflow } = card;
    const colleague = { kind: 'nobody' } as const; // what is public of it, and no contacts
    const all = await this.timeline.of(colleague, id, { language, workflow });
    const steps = all.filter(({ action }) => action !== 'message-to-joined'); // a step of the surviving one has it
    return {
      ...lineOf(card, language),
      description: card.description,
      filedAt: card.request.filedAt,
      messages: steps
        .filter(({ actor, note }) => actor.kind === 'citizen' && note)
        .map(({ note, occurredAt }) => ({ note, at: occurredAt })),
      photos: steps.flatMap(({ attachments }) =>
        attachments.filter(({ kind }) => kind === 'photo'),
      ),
    };
  }

  private async lines<R extends { id: string }, M extends object>(
    rows: readonly R[],
    language: Language,
    more: (row: R) => M,
  ): Promise<(LinkedLine & M)[]> {
    return Promise.all(
      rows.map(async (row) => ({ ...lineOf(await this.card(row.id), language), ...more(row) })),
    );
  }

  private async card(id: string) {
    const { em } = this.reads;
    const request = await this.reads.of(ServiceRequest).findOneByOrFail({ id });
    return this.cards.load(em, request);
  }
}

function lineOf(card: Awaited<ReturnType<RequestCards['load']>>, language: Language): LinkedLine {
  const { label, kind } = stateOf(card);
  const { ticketNumber, dueAt } = card.request;
  return { ticketNumber, title: card.title, state: inLanguage(label, language), kind, dueAt };
}

function stepOf({ label, occurredAt, actor, movedTo }: StepView): SurvivorStep {
  return { label, at: occurredAt, who: actor.office ?? actor.partner, movedTo };
}
