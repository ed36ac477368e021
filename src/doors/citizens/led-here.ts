import type { RequestView } from '../../requests/queries/request-view.js';
import type { StepView } from '../../requests/queries/step-view.js';

/** The step that led to where the request is, and still stands: a correction only leads back to what it had said. */
export function ledHere({ steps, state }: Pick<RequestView, 'steps' | 'state'>): StepView | null {
  return (
    steps.findLast(
      ({ action, from, to, correctedBy }) =>
        to === state.code && from !== to && correctedBy === null && action !== 'correct',
    ) ?? null
  );
}
