/** What an administrator types of a category, and a category as the form shows it. Office and iter are looked up by `CategoryBook`. */
import { z } from 'zod';
import { type Category, TERM_MAX_DAYS } from '../../../catalogue/category.entity.js';
import type { CategoryFields } from '../../../catalogue/domain/check-category.js';
import { flag, optional, text, wholeNumber } from '../../../web/fields.js';
import type { TypedValues } from '../../../web/forms.js';

const fields = {
  name: text(120),
  nameEn: optional(text(120)),
  office: text(60),
  workflow: text(60),
  termDays: wholeNumber(1, TERM_MAX_DAYS),
  needsAuthorisation: optional(flag()),
  isActive: optional(flag()),
};

export const categoryForm = z.strictObject({ ...fields, version: wholeNumber(0, 2_000_000_000) });
export const newCategoryForm = z.strictObject({
  // `nuovo` is the address of this very form
  code: text(60).regex(/^(?!nuovo$)[a-z][a-z0-9-]*$/, 'category-code-shape'),
  ...fields,
});

type Typed = Omit<z.output<typeof categoryForm>, 'version'>;

export function fieldsOf({
  name,
  nameEn,
  needsAuthorisation,
  isActive,
  ...same
}: Typed): CategoryFields {
  const { office, workflow, termDays } = same;
  return {
    name: { it: name, ...(nameEn && { en: nameEn }) },
    ...{ office, workflow, termDays },
    needsAuthorisation: needsAuthorisation ?? false,
    isActive: isActive ?? false,
  };
}

export function valuesOf(category: Category, officeCode: string): TypedValues {
  const { name, workflowCode, termDays, needsAuthorisation, isActive, version } = category;
  return {
    name: name.it,
    nameEn: name.en ?? '',
    office: officeCode,
    workflow: workflowCode,
    termDays: String(termDays),
    ...(needsAuthorisation && { needsAuthorisation: 'on' }),
    ...(isActive && { isActive: 'on' }),
    version: String(version),
  };
}
