/** What was answered before: the closings that a reopening undid, so that a new answer can be read beside the first. Pure. */
import type { WorkflowDocument } from '../../workflow/domain/document.js';
import type { StepView } from './step-view.js';

export interface EarlierAnswer {
  readonly at: Date;
  readonly office: string | null;
  readonly details: StepView['details'];
}

type Told = Pick<
  StepView,
  'seq' | 'from' | 'to' | 'details' | 'occurredAt' | 'actor' | 'correctedBy'
>;

/** Oldest first; the closing that stands now is none of them. */
export function earlierAnswers(
  steps: readonly Told[],
  states: WorkflowDocument['states'],
): EarlierAnswer[] {
  const isClosed = (code: string | null): boolean =>
    states.some((state) => state.code === code && state.kind === 'closed');
  const moves = steps.filter(({ from, to, correctedBy }) => from !== to && correctedBy === null);
  const lastReopening = moves.findLast(({ from, to }) => isClosed(from) && !isClosed(to));
  return moves
    .filter(({ seq, to }) => isClosed(to) && seq < (lastReopening?.seq ?? 0))
    .filter(({ details }) => details.length > 0)
    .map(({ occurredAt, actor, details }) => ({ at: occurredAt, office: actor.office, details }));
}
