/**
 * The write path for many steps at once: of different requests, each of them a step that moves nothing and tells nobody outside the house.
 * Row for row what `WritePath.apply` writes of such a step; the statements are shared. The caller holds every request's row.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { queryRows } from '../database/query-rows.js';
import { Clock } from '../shared/clock.js';
import type { Change } from './change.js';
import { OfficeNotices } from './letters/office-notices.service.js';
import type { RequestCard } from './request-cards.service.js';
import { StepValue } from './steps/step-value.entity.js';
import { forgeStep, headOf } from './steps/step-chain.js';
import { Step } from './steps/step.entity.js';

/** What was decided, not yet written. */
export interface Decided {
  readonly card: RequestCard;
  readonly change: Change;
}

/** Whether the step has no other effect than itself and a notice in the house. */
export function isQuiet(change: Change): boolean {
  const { draft, moves, patch, tasks, files, letter, reminds, involved, released } = change;
  const isAlone = [tasks, files, involved ?? [], released ?? [], Object.keys(patch)].every(
    ({ length }) => length === 0,
  );
  const isInHouse = draft.visibility === 'internal' && letter === null && reminds === undefined;
  return isAlone && isInHouse && !moves && change.becomes === undefined;
}

/** Promises that all of them are written whole, or none; throws where a row has moved. */
@Injectable()
export class QuietPath {
  constructor(
    private readonly officeNotices: OfficeNotices,
    private readonly clock: Clock,
  ) {}

  async apply(em: EntityManager, decided: readonly Decided[]): Promise<void> {
    if (decided.length === 0) return;
    const now = this.clock.now();
    const forged = decided.map(({ card, change }) =>
      forgeStep(headOf(card.request), change.draft, now),
    );
    await moveHeads(em, decided, forged);
    await insertRows(
      em,
      Step,
      forged.map(({ step }) => step),
    );
    await insertRows(
      em,
      StepValue,
      forged.flatMap(({ values }) => [...values]),
    );
    const written = decided.flatMap(({ card, change }, i) => {
      const step = forged[i]?.step;
      return step ? [{ applied: { card, step, openedTasks: [] }, change }] : [];
    });
    await this.officeNotices.postAll(em, written);
  }
}

/** The compare-and-set of every row. */
async function moveHeads(
  em: EntityManager,
  decided: readonly Decided[],
  forged: readonly ReturnType<typeof forgeStep>[],
): Promise<void> {
  const given: Record<string, unknown> = {};
  const heads = decided.map(({ card: { request } }, i) => {
    Object.assign(given, { [`id${i}`]: request.id, [`version${i}`]: request.version });
    Object.assign(given, { [`seq${i}`]: request.lastSeq, [`hash${i}`]: forged[i]?.step.hash });
    return `(:id${i}, CAST(:version${i} AS integer), CAST(:seq${i} AS integer), :hash${i})`;
  });
  const moved = await queryRows(
    em,
    `UPDATE service_requests SET last_seq = last_seq + 1, last_hash = head.column4
     FROM (VALUES ${heads.join(', ')}) AS head
     WHERE id = head.column1 AND version = head.column2 AND last_seq = head.column3 RETURNING 1`,
    given,
  );
  if (moved.length !== decided.length)
    throw new Error(`${decided.length - moved.length} requests moved under held rows`);
}
