/**
 * What an administrator writes of a category, against the council's offices and iters.
 *
 * - Office and iter are in use. An office that was closed since stays where it is: nobody is made to move a category for a new name.
 * - An iter in which nothing waits for an authorisation cannot serve a category that asks for one.
 */
import type { FieldError } from '../../shared/refusal.js';
import type { LocalizedText } from '../../shared/localized-text.js';
import type { WorkflowDocument } from '../../workflow/domain/document.js';
import { lintAuthorisation } from '../../workflow/domain/lint/authorisation.js';

/** What the council writes of a category; office and iter by their codes. Its questions and notices are kept beside. */
export interface CategoryFields {
  readonly name: LocalizedText;
  readonly office: string;
  readonly workflow: string;
  /** Calendar days, 1 to 180. */
  readonly termDays: number;
  readonly needsAuthorisation: boolean;
  readonly isActive: boolean;
}

/** What the fields name: null where there is none. */
export interface NamedByCategory {
  readonly office: { readonly id: string; readonly isActive: boolean } | null;
  /** The version in force. */
  readonly document: WorkflowDocument | null;
  /** The office that the category has now; null for a new one. */
  readonly keptOfficeId: string | null;
}

/** Every fault at its field; an empty list where the category may be written. */
export function checkCategory(
  { name, needsAuthorisation }: CategoryFields,
  { office, document, keptOfficeId }: NamedByCategory,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!office || !(office.isActive || office.id === keptOfficeId))
    errors.push({ field: 'office', code: 'not-a-choice' });
  if (!document) return [...errors, { field: 'workflow', code: 'not-a-choice' }];
  const unmet = lintAuthorisation(document, needsAuthorisation ? [name.it] : []);
  return [...errors, ...unmet.map(({ code, data }) => ({ field: 'workflow', code, data }))];
}
