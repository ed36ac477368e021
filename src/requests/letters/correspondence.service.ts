import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { together } from '../../database/statements/together.js';
import { FollowerPost } from '../followers/follower-post.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { type StepDraft, VALUE } from '../steps/domain/step-draft.js';
import type { Applied, Change } from '../change.js';
import { CitizenPost } from './citizen-post.service.js';
import type { LetterDraft } from './letter-draft.js';
import { PartnerPost } from './partner-post.service.js';
import { ToldSteps } from './told-steps.service.js';

const NOBODY = Promise.resolve();

export interface Prepared {
  /** The step with the promised text among its values. */
  readonly draft: StepDraft;
  readonly letter: LetterDraft | null;
}

/**
 * Who is told of a step. The citizen's letter is composed before the step is hashed, so that the step keeps the very words; the partners'
 * letters follow it, since they name its number.
 */
@Injectable()
export class Correspondence {
  constructor(
    private readonly citizen: CitizenPost,
    private readonly partners: PartnerPost,
    private readonly followers: FollowerPost,
    private readonly told: ToldSteps,
  ) {}

  async prepare(card: RequestCard, change: Change): Promise<Prepared> {
    const { draft } = change;
    if (!change.letter) return { draft, letter: null };
    const { about } = change.letter;
    const step =
      draft.from === null ? undefined : await this.told.describe(card, { step: draft, ...about });
    const request = Object.assign({}, card.request, change.patch);
    const next = { ...card, ...change.becomes, request };
    const letter = await this.citizen.compose(next, {
      ...change.letter,
      stateCode: draft.to,
      ...(step ? { step } : {}),
      ...(about?.number ? { other: about.number } : {}),
    });
    const kept = {
      name: VALUE.letter,
      value: this.citizen.snapshot(letter),
      visibility: 'contact',
    } as const; // it greets by name
    return { draft: { ...draft, values: [...draft.values, kept] }, letter };
  }

  async post(
    em: EntityManager,
    applied: Applied,
    change: Change,
    prepared: Prepared,
  ): Promise<void> {
    const toCitizen = change.letter && prepared.letter;
    await together(
      toCitizen ? this.citizen.post(em, applied.card, change.letter.kind, toCitizen) : NOBODY,
      this.followers.post(em, applied, change),
      change.isSilent ? NOBODY : this.partners.post(em, applied, change),
    );
  }
}
