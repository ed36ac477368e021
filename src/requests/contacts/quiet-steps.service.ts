import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Clock } from '../../shared/clock.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { Actors } from '../steps/actors.service.js';
import type { NamedValue } from '../steps/domain/step-draft.js';
import type { Visibility } from '../steps/step.entity.js';
import { WritePath } from '../write-path.service.js';

export interface QuietStep extends Partial<Pick<Change, 'patch' | 'letter'>> {
  readonly action: string;
  readonly visibility: Visibility;
  readonly values?: readonly NamedValue[];
}

/** Writes steps that move nothing and that no partner and no office needs to be told of: what a desk did with somebody's contacts. */
@Injectable()
export class QuietSteps {
  constructor(
    private readonly writePath: WritePath,
    private readonly actors: Actors,
    private readonly clock: Clock,
  ) {}

  async write(
    em: EntityManager,
    { viewer, card }: { viewer: Viewer; card: RequestCard },
    { action, visibility, values = [], patch = {}, letter = null }: QuietStep,
  ): Promise<void> {
    const { stateCode } = card.request;
    await this.writePath.apply(em, card, {
      draft: {
        ...{ action, visibility, values },
        from: stateCode,
        to: stateCode,
        occurredAt: this.clock.now(),
        actor: await this.actors.of(viewer, card),
      },
      moves: false,
      patch,
      tasks: [],
      files: [],
      letter,
      isSilent: true,
    });
  }
}
