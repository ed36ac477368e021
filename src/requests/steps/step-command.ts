import type { Command } from '../../workflow/domain/decision.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { PerformedBy } from './domain/step-draft.js';

/** An action that somebody wants to record. */
export interface StepCommand extends Command {
  readonly files: readonly StoredFile[];
  readonly performedBy?: PerformedBy;
}
