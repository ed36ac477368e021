import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Partners } from '../../partners/partners.service.js';
import { Directory } from '../directory.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { Actors } from '../steps/actors.service.js';
import type { Actor } from '../steps/domain/step-draft.js';
import type { GivenAnswer } from './domain/answer-step.js';

/** Says who answers a task, as its step will keep it; remembers a partner's operator for the next answer. */
@Injectable()
export class AskedOnes {
  constructor(
    private readonly actors: Actors,
    private readonly directory: Directory,
    private readonly partners: Partners,
  ) {}

  /** The person, and the name of the firm or office that they answer for. */
  async who(
    em: EntityManager,
    card: RequestCard,
    { viewer, task, answer }: GivenAnswer,
  ): Promise<{ actor: Actor; firm: string }> {
    const actor = await this.actors.of(viewer, card);
    if (viewer.kind === 'office') {
      const office = await this.directory.office(task.officeId ?? '');
      return { actor: { ...actor, officeCode: office?.code ?? null }, firm: office?.name.it ?? '' };
    }
    const { partnerId } = viewer;
    const { operatorCode, operatorName } = answer;
    if (operatorCode)
      await this.partners.rememberOperator(em, partnerId, operatorCode, operatorName);
    return { actor, firm: (await this.partners.byId(partnerId))?.name ?? '' };
  }
}
