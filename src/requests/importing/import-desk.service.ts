import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { civilYear } from '../../calendar/domain/civil-time.js';
import { Transactions } from '../../database/transactions.js';
import type { Change } from '../change.js';
import { nextTicketNumber } from '../filing/ticket-numbers.js';
import { searchWords } from '../queries/reindex.js';
import { indexWords } from '../queries/search-index.js';
import type { RequestCard } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { systemActor } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { WritePath } from '../write-path.service.js';
import { ImportCards } from './import-cards.service.js';
import { tellApart } from './import-moves.js';
import type { ImportedRequest } from './imported-request.js';

/**
 * Takes in requests from another system: one step `import` of the system per request, naming the mapping, at the original dates and with a
 * number of the filing year. Nobody is told. A batch is stored whole or not at all; what is already there (source, id) is left alone.
 */
@Injectable()
export class ImportDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly cards: ImportCards,
    private readonly writePath: WritePath,
  ) {}

  async importRequests(
    rows: readonly ImportedRequest[],
    rule: string,
  ): Promise<{ imported: number; known: number }> {
    const prepared = await Promise.all(rows.map((row) => this.cards.card(row)));
    return this.transactions.run(async (em) => {
      const known = await alreadyThere(em, rows);
      const fresh = prepared.filter(
        ({ request }) => !known.has(`${request.sourceSystem} ${request.sourceId}`),
      );
      for (const card of fresh) await this.enter(em, card, rule);
      return { imported: fresh.length, known: rows.length - fresh.length };
    });
  }

  private async enter(em: EntityManager, card: RequestCard, rule: string): Promise<void> {
    const { request } = card;
    request.ticketNumber = await nextTicketNumber(em, civilYear(request.filedAt));
    await this.writePath.begin(em, card, importChange(card, rule));
    await tellApart(em, request, card.workflow.document.initial);
    await indexWords(em, request, searchWords(request, card));
  }
}

function importChange({ request, title, category }: RequestCard, rule: string): Change {
  const shown = (name: string, value: unknown) => ({ name, value, visibility: 'public' as const });
  return {
    draft: {
      action: 'import',
      from: null,
      to: request.stateCode,
      visibility: 'public',
      occurredAt: request.filedAt,
      actor: systemActor(rule),
      values: [
        shown(VALUE.title, title),
        shown('category', { code: category.code, name: category.name }),
        shown('source', { system: request.sourceSystem, id: request.sourceId }),
        shown('closedAt', request.closedAt?.toISOString()),
        shown('outcome', request.outcome),
      ],
    },
    moves: false,
    patch: {},
    tasks: [],
    files: [],
    letter: null,
    isSilent: true,
  };
}

async function alreadyThere(
  em: EntityManager,
  rows: readonly ImportedRequest[],
): Promise<Set<string>> {
  const found = await em.find(ServiceRequest, {
    select: { id: true, sourceSystem: true, sourceId: true },
    where: {
      sourceSystem: In([...new Set(rows.map((row) => row.sourceSystem))]),
      sourceId: In(rows.map((row) => row.sourceId)),
    },
  });
  return new Set(found.map(({ sourceSystem, sourceId }) => `${sourceSystem} ${sourceId}`));
}
