/** What an administrator types of a category, and a category as the form shows it. Office and iter are looked up by `CategoryBook`. */
import { z } from 'zod';
import type { Category } from '../../../catalogue/category.entity.js';
import type { CategoryFields } from '../../../catalogue/domain/check-category.js';
import { TERM_LIMITS } from '../../../catalogue/domain/term.js';
import { SPAN_UNITS, type SpanUnit, unitOf } from '../../../shared/span.js';
import { choice, flag, optional, text, wholeNumber } from '../../../web/fields.js';
import type { TypedValues } from '../../../web/forms.js';
import { typedWords, wholeWords, wordFields, wordsOf } from './category-words.js';

const fields = {
  name: text(120),
  nameEn: optional(text(120)),
  office: text(60),
  workflow: text(60),
  span: wholeNumber(1, 999_999),
  unit: choice(SPAN_UNITS),
  needsAuthorisation: optional(flag()),
  isActive: optional(flag()),
  after: optional(text(60)),
  ...wordFields,
};
/** In place of the code of another one. */
const FIRST = '-';

const TOO_LONG: Readonly<Record<SpanUnit, string>> = {
  days: 'term-days-too-long',
  workingDays: 'term-working-days-too-long',
  hours: 'term-hours-too-long',
};

export const categoryForm = wholeWords(
  withinLimits(z.strictObject({ ...fields, version: wholeNumber(0, 2_000_000_000) })),
);
export const newCategoryForm = wholeWords(
  withinLimits(
    z.strictObject({
      // `nuovo` is the address of this very form
      code: text(60).regex(/^(?!nuovo$)[a-z][a-z0-9-]*$/, 'category-code-shape'),
      ...fields,
    }),
  ),
);

/** Each unit has a limit of its own; it is told together with what else is wrong. */
function withinLimits<S extends z.ZodType<TypedTerm>>(form: S): S {
  return SPAN_UNITS.reduce(
    (limited, unit) =>
      limited.refine((typed) => typed.unit !== unit || !(typed.span > TERM_LIMITS[unit]), {
        path: ['span'],
        message: TOO_LONG[unit],
        params: { max: TERM_LIMITS[unit] },
        when: () => true,
      }),
    form,
  );
}

interface TypedTerm {
  readonly span: number;
  readonly unit: SpanUnit;
}

type Typed = Omit<z.output<typeof categoryForm>, 'version'>;

export function fieldsOf({
  name,
  nameEn,
  needsAuthorisation,
  isActive,
  ...same
}: Typed): CategoryFields {
  const { office, workflow, span, unit, after } = same;
  return {
    name: { it: name, ...(nameEn && { en: nameEn }) },
    ...{ office, workflow, term: { [unit]: span } },
    needsAuthorisation: needsAuthorisation ?? false,
    isActive: isActive ?? false,
    ...wordsOf(same),
    ...(after && { after: after === FIRST ? null : after }),
  };
}

/** `after`: the code of the one before it, null where it is the first. */
export function valuesOf(
  category: Category,
  officeCode: string,
  after: string | null,
): TypedValues {
  const { name, workflowCode, term, needsAuthorisation, isActive, version } = category;
  const unit = unitOf(term);
  return {
    name: name.it,
    nameEn: name.en ?? '',
    office: officeCode,
    workflow: workflowCode,
    span: unit ? String(term[unit]) : '',
    unit: unit ?? '',
    ...(needsAuthorisation && { needsAuthorisation: 'on' }),
    ...(isActive && { isActive: 'on' }),
    version: String(version),
    after: after ?? FIRST,
    ...typedWords(category),
  };
}
