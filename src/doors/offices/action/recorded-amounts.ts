/** What was recorded before and a limit of this action counts: who authorises sees it, and the field begins with it. Pure. */
import type { StepView } from '../../../requests/queries/step-view.js';
import { VALUE } from '../../../requests/steps/domain/step-draft.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { QUOTE_GIVEN, recordedLimits } from '../../../workflow/domain/recorded-numbers.js';

export interface RecordedAmount {
  /** As the page names the field. */
  readonly name: string;
  readonly amount: number;
  readonly on: Date;
}

type Told = Pick<StepView, 'action' | 'data' | 'correctedBy' | 'occurredAt'>;

/** The last one for each field that has any; struck-out steps count no more. */
export function recordedAmounts(
  action: ActionDefinition,
  steps: readonly Told[],
): RecordedAmount[] {
  return recordedLimits(action).flatMap(({ field, recorded }) => {
    const last = steps.findLast((step) => step.correctedBy === null && recorded.includes(step.action)); // prettier-ignore
    const amount = last?.data[last.action === QUOTE_GIVEN ? VALUE.amount : field];
    return last && typeof amount === 'number'
      ? [{ name: `data.${field}`, amount, on: last.occurredAt }]
      : [];
  });
}

/** What the fields begin with, as a person types it: no separators. */
export function recordedValues(recorded: readonly RecordedAmount[]): Record<string, string> {
  return Object.fromEntries(
    recorded.map(({ name, amount }) => [name, String(amount).replace('.', ',')]),
  );
}
