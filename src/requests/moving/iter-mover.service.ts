import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { databaseKind } from '../../config/database-kind.js';
import { selectRow } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { newPlace } from '../../workflow/domain/drafting/new-place.js';
import { RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { WritePath } from '../write-path.service.js';
import type { IterMove } from './iter-move.entity.js';
import { MoveBook } from './move-book.service.js';
import type { MoveOrder } from './move-order.js';
import { MoveSteps } from './move-steps.service.js';

/** An order that somebody works on: who moves, by which job. */
export interface MoveAtWork {
  readonly viewer: OfficeViewer;
  readonly order: MoveOrder;
  readonly move: IterMove;
}

/** The job is no longer this process's: the request stays as it was. */
export class MoveLost extends Error {}

/**
 * Moves one request to another version of its iter: by a step of its own through the one write path, that names who did it and both versions,
 * counted in the same transaction. However often a job is taken up again, each request moves once. Throws `MoveLost`.
 */
@Injectable()
export class IterMover {
  constructor(
    private readonly transactions: Transactions,
    private readonly cards: RequestCards,
    private readonly steps: MoveSteps,
    private readonly writePath: WritePath,
    private readonly book: MoveBook,
  ) {}

  /** Leaves alone what somebody was faster with: it was closed, moved, or brought to a state that stays. */
  moveOne(work: MoveAtWork, id: string): Promise<void> {
    return this.transactions.run(async (em) => {
      const held = databaseKind === 'postgres' ? 'FOR UPDATE' : '';
      const request = await selectRow(em, ServiceRequest, `WHERE id = :id ${held}`, { id });
      if (request) await this.apply(em, work, request);
    });
  }

  private async apply(
    em: EntityManager,
    { viewer, order, move }: MoveAtWork,
    request: ServiceRequest,
  ): Promise<void> {
    const { from, to, map } = order;
    if (request.workflowVersionId !== from.id || request.stateKind === 'closed') return;
    const place = newPlace(request, to.document, map);
    if (!place) return;
    const card = await this.cards.load(em, request);
    const change = await this.steps.change(viewer, card, { order, place });
    await this.writePath.apply(em, { ...card, workflow: to }, change);
    if (!(await this.book.count(em, move))) throw new MoveLost();
  }
}
