import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../access/viewer.js';
import { Typesetter } from '../../../requests/letters/typesetter.service.js';
import type { StepCommand } from '../../../requests/steps/step-command.js';
import { type Recorded, StepDesk, StepPreview } from '../../../requests/steps/step-desk.service.js';
import { Clock } from '../../../shared/clock.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import type { ActionForm } from './action-form.js';
import { type Kept, KeptFiles } from '../../shared/kept-files.service.js';

/** The very words that the citizen will get, and the moment that they tell. */
export interface ShownLetter {
  readonly kind: 'letter';
  readonly subject: string;
  readonly text: string;
  readonly shownAt: string;
}

export type Outcome = { readonly kind: 'recorded'; readonly recorded: Recorded } | ShownLetter;

interface Given {
  readonly ticketNumber: string;
  readonly action: ActionDefinition;
  readonly form: ActionForm;
  readonly kept: Kept;
}

/**
 * Does what the form of an action asks. An action that writes to the citizen is first answered with the letter, and nothing is recorded
 * until that was confirmed. Refuses as `StepDesk` does.
 */
@Injectable()
export class ActionRunner {
  constructor(
    private readonly desk: StepDesk,
    private readonly previews: StepPreview,
    private readonly typesetter: Typesetter,
    private readonly kept: KeptFiles,
    private readonly clock: Clock,
  ) {}

  async run(viewer: OfficeViewer, given: Given): Promise<Outcome | Refusal> {
    const { ticketNumber, action, form, kept } = given;
    const command: StepCommand = { ...form.command, files: kept.files };
    if (writesCitizen(action) && form.button !== 'conferma')
      return this.show(viewer, ticketNumber, command);
    const recorded = await this.desk.record(viewer, ticketNumber, command, form.key);
    if (isRefusal(recorded)) return recorded;
    await this.kept.end(kept.draftId);
    return { kind: 'recorded', recorded };
  }

  /** Why this person cannot take the action now. */
  async whyNot(viewer: OfficeViewer, ticketNumber: string, action: string): Promise<Refusal> {
    const answer = await this.previews.preview(viewer, ticketNumber, {
      action,
      data: {},
      files: [],
    });
    const isReason = isRefusal(answer) && answer.code !== 'invalid';
    return isReason ? answer : new Refusal('not-possible-now');
  }

  private async show(
    viewer: OfficeViewer,
    ticketNumber: string,
    command: StepCommand,
  ): Promise<ShownLetter | Refusal> {
    const occurredAt = command.occurredAt ?? this.clock.now();
    const preview = await this.previews.preview(viewer, ticketNumber, { ...command, occurredAt });
    if (isRefusal(preview)) return preview;
    const { letter } = preview;
    if (!letter) throw new Error(`${command.action} writes to the citizen, and there is no letter`);
    return {
      kind: 'letter',
      subject: letter.subject,
      text: this.typesetter.plain(letter),
      shownAt: occurredAt.toISOString(),
    };
  }
}

export function writesCitizen(action: ActionDefinition): boolean {
  return action.effects.some((effect) => effect.kind === 'write-citizen');
}
