import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { Idempotency } from '../database/idempotency.service.js';
import { isRefusal, Refusal } from '../shared/refusal.js';
import { type RequestCard, RequestCards } from './request-cards.service.js';
import { findHeld } from './holding/held-request.js';
import { isOnlyAsked } from './request-scope.js';
import { callerOf } from './steps/caller.js';

export interface NamedCommand {
  readonly ticketNumber: string;
  /** Idempotency key of the caller. */
  readonly key: string;
  /** What makes two commands under one key the same. */
  readonly body: unknown;
  /** Also for who sees the request only because their office was asked: the work checks that it is their task. */
  readonly asAsked?: boolean;
}

/**
 * Runs one command on one request: finds it as the viewer may see it, holds its row, does the work, keeps the answer under the key; all in
 * one transaction. Refuses with `not-found` what is absent or not theirs to see, with `not-allowed` what their office was only asked about.
 */
@Injectable()
export class RequestTransaction {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly cards: RequestCards,
  ) {}

  run<T>(
    viewer: Viewer,
    { ticketNumber, key, body, asAsked = false }: NamedCommand,
    work: (em: EntityManager, card: RequestCard) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const command = { caller: callerOf(viewer), key, body: { ticketNumber, body } };
    const reading = (em: EntityManager) => findHeld(em, viewer, ticketNumber);
    return this.idempotency.runAfter(command, reading, async (em, held) => {
      if (isRefusal(held)) return held;
      if (!asAsked && isOnlyAsked(viewer, held.request)) return new Refusal('not-allowed');
      return work(em, await this.cards.withConfiguration(held));
    });
  }
}
