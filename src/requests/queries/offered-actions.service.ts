import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import type { ActionDefinition } from '../../workflow/domain/document.js';
import { nextActions } from '../../workflow/domain/next-actions.js';
import { JoinedWriting } from '../linking/joined-writing.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';

/** Says exactly which actions a viewer may take now: those of the iter, and the message that goes to what the request was joined to. */
@Injectable()
export class OfferedActions {
  constructor(
    private readonly reads: Reads,
    private readonly workshop: StepWorkshop,
    private readonly joined: JoinedWriting,
    private readonly clock: Clock,
  ) {}

  async of(viewer: Viewer, card: RequestCard): Promise<ActionDefinition[]> {
    const { snapshot } = await this.workshop.load(this.reads.em, card);
    const settings = await this.workshop.workflowSettings();
    const own = nextActions(
      card.workflow.document,
      snapshot,
      await this.workshop.performer(viewer),
      settings,
      this.clock.now(),
    );
    const passedOn = await this.joined.offered(this.reads.em, viewer, card);
    return passedOn ? [passedOn, ...own.filter(({ code }) => code !== passedOn.code)] : own;
  }
}
