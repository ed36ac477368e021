/** What was done and is overtaken by what was done since: an authorisation is about one amount and one category. */
import type { DoneAction } from './decision.js';
import type { WorkflowDocument } from './document.js';
import { recordedLimits } from './recorded-numbers.js';
import { findAction } from './transition.js';

/** The same actions, those marked that were done about an amount in whose place another one was recorded since, or under another category. */
export function withOutdated(
  document: WorkflowDocument,
  done: readonly DoneAction[],
): readonly DoneAction[] {
  const changing = document.actions
    .filter(({ effects }) => effects.some(({ kind }) => kind === 'change-category'))
    .map(({ code }) => code);
  return done.map((entry, at) => {
    const action = findAction(document, entry.action);
    const about = action ? recordedLimits(action).flatMap(({ recorded }) => recorded) : [];
    const later = done.slice(at + 1).map((one) => one.action);
    return {
      ...entry,
      ...(later.some((one) => about.includes(one)) && { isOutdated: true }),
      ...(later.some((one) => changing.includes(one)) && { isBeforeCategory: true }),
    };
  });
}
