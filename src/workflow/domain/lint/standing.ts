/** Standing actions are the council's to word, not to make something else of: pages and mails take them for what they are. */
import { SPECIAL_PERFORMERS, type WorkflowDocument } from '../document.js';
import { fault, type LintFault } from './fault.js';
import type { KnownNames } from './names.js';

/** An action under the code of a standing one moves no state, and is still for the citizen, the partner or the system that it was for. */
export function lintStanding(
  document: WorkflowDocument,
  { standing = [] }: KnownNames,
): LintFault[] {
  return standing.flatMap(({ code, by }) => {
    const own = document.actions.find((action) => action.code === code);
    if (!own) return [];
    const lost = SPECIAL_PERFORMERS.filter((one) => by.includes(one) && !own.by.includes(one));
    return [
      ...(own.to === '@same' ? [] : [fault('workflow-standing-moves', `actions.${code}.to`)]),
      ...lost.map((name) => fault('workflow-standing-by', `actions.${code}.by`, { name })),
    ];
  });
}
