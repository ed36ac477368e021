/** Categories that ask for an authorisation, on an iter in which nothing waits for one: the council would believe in a check that never comes. */
import type { WorkflowDocument } from '../document.js';
import { fault, type LintFault } from './fault.js';

/** Whether some action of the iter is held back until an authorisation was recorded. */
export function awaitsAuthorisation(document: WorkflowDocument): boolean {
  return document.actions.some(({ guards }) => guards.some(({ kind }) => kind === 'authorised'));
}

/** One fault that names them all. `categories`: names of those that use this iter and ask for an authorisation. */
export function lintAuthorisation(
  document: WorkflowDocument,
  categories: readonly string[],
): LintFault[] {
  return categories.length === 0 || awaitsAuthorisation(document)
    ? []
    : [fault('workflow-authorisation-missing', 'actions', { names: categories.join(', ') })];
}
