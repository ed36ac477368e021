/**
 * What an administrator writes of a category, against the council's offices and iters.
 *
 * - Office and iter are in use. An office that was closed since stays where it is: nobody is made to move a category for a new name.
 * - The one that it stands behind is there, and not itself.
 * - An iter in which nothing waits for an authorisation cannot serve a category that asks for one.
 */
import type { StopNotice } from '../category.entity.js';
import type { FieldError } from '../../shared/refusal.js';
import type { LocalizedText } from '../../shared/localized-text.js';
import type { Span } from '../../shared/span.js';
import type { WorkflowDocument } from '../../workflow/domain/document.js';
import { lintAuthorisation } from '../../workflow/domain/lint/authorisation.js';

/** What the council writes of a category; office and iter by their codes. Its questions are kept beside. */
export interface CategoryFields {
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly office: string;
  readonly workflow: string;
  /** Within the limits of `term.ts`. */
  readonly term: Span;
  readonly needsAuthorisation: boolean;
  readonly isActive: boolean;
  readonly notice: StopNotice | null;
  readonly stop: StopNotice | null;
  /** The code of the one that it stands behind in the council's order, null: it is the first. Left out, it stays where it is. */
  readonly after?: string | null;
}

/** What the fields name: null where there is none. */
export interface NamedByCategory {
  readonly office: { readonly id: string; readonly isActive: boolean } | null;
  /** The version in force. */
  readonly document: WorkflowDocument | null;
  /** The office that the category has now; null for a new one. */
  readonly keptOfficeId: string | null;
  /** The codes of all the others. */
  readonly others: readonly string[];
}

/** Every fault at its field; an empty list where the category may be written. */
export function checkCategory(
  { name, needsAuthorisation, after }: CategoryFields,
  { office, document, keptOfficeId, others }: NamedByCategory,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!office || !(office.isActive || office.id === keptOfficeId))
    errors.push({ field: 'office', code: 'not-a-choice' });
  if (after && !others.includes(after)) errors.push({ field: 'after', code: 'not-a-choice' });
  if (!document) return [...errors, { field: 'workflow', code: 'not-a-choice' }];
  const unmet = lintAuthorisation(document, needsAuthorisation ? [name.it] : []);
  return [...errors, ...unmet.map(({ code, data }) => ({ field: 'workflow', code, data }))];
}
