import type { WorkflowDocument } from './document.js';
import { lintCourse } from './lint/course.js';
import { lintDoable } from './lint/doable.js';
import { type LintFault, ROLE_CODES } from './lint/fault.js';
import { lintFields } from './lint/fields.js';
import { lintFiring } from './lint/firing.js';
import { lintGraph } from './lint/graph.js';
import { lintJoins } from './lint/joins.js';
import { lintSaidBefore } from './lint/said-before.js';
import { lintSending } from './lint/sending.js';
import { lintStanding } from './lint/standing.js';
import { type KnownNames, lintNames } from './lint/names.js';

/**
 * Everything that is wrong with a document, in its order; nothing where it may be published. Wrong names come alone: as long as a name
 * stands for nothing, what can be reached cannot be said.
 */
export function lint(
  document: WorkflowDocument,
  known: KnownNames = { roles: ROLE_CODES },
): readonly LintFault[] {
  const names = lintNames(document, known);
  if (names.length > 0) return names;
  return [
    ...lintGraph(document),
    ...lintFields(document),
    ...lintCourse(document),
    ...lintJoins(document),
    ...lintFiring(document),
    ...lintDoable(document, known),
    ...lintSaidBefore(document),
    ...lintStanding(document, known),
    ...lintSending(document),
  ];
}
