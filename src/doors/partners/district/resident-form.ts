/** What a district council types for a resident of its area, as `FilingDesk` takes it; and the desk's errors at the fields of the page. Pure. */
import { z } from 'zod';
import type { CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import type { StoredFile } from '../../../requests/attachments/stored-file.js';
import type { FilingCommand } from '../../../requests/filing/filing-command.js';
import type { Language } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { checked, email, optional, phone, text } from '../../../web/fields.js';
import { parseForm, type ParsedForm } from '../../../web/forms.js';
import { sendingFields } from '../../shared/form-sending.js';
import { ownValue } from '../../../shared/own-value.js';

/** The council's own limits are for `Intake` to say. */
const ANY_LENGTH = 100_000;
const ANSWER_FIELD = 'answers.';

export interface ResidentFiling extends Pick<FilingCommand, 'title' | 'description' | 'answers'> {
  readonly submissionId: string;
  readonly address: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export function readResidentFiling(
  body: unknown,
  { questions }: Pick<CatalogueCategory, 'questions'>,
): ParsedForm<ResidentFiling> {
  const codes = questions.map(({ code }) => code);
  const answers = Object.fromEntries(
    codes.map((code) => [ANSWER_FIELD + code, z.string().max(ANY_LENGTH).default('')]),
  );
  const form = z.strictObject({
    ...sendingFields,
    ...answers,
    area: z.string().max(60),
    category: z.string().max(60),
    title: text(ANY_LENGTH),
    description: text(ANY_LENGTH, { lines: true }),
    address: text(120, { min: 0 }),
    firstName: text(60),
    lastName: text(60),
    email: optional(email()),
    phone: optional(phone()),
    privacy: checked('privacy-needed'),
  });
  const parsed = parseForm(form, body);
  if (!parsed.ok) return parsed;
  const typed = parsed.value as Record<string, unknown> & Omit<ResidentFiling, 'answers'>; // the computed keys lose their names
  const given = codes.map((code) => [code, String(typed[ANSWER_FIELD + code])] as const);
  return { ...parsed, value: { ...typed, answers: Object.fromEntries(given) } };
}

/** The ticket is the resident's: they get number and password, and are told like anybody else. */
export function residentCommand(
  filing: ResidentFiling,
  from: {
    readonly area: string;
    readonly category: string;
    readonly language: Language;
    readonly files: readonly StoredFile[];
  },
): FilingCommand {
  const { title, description, answers, firstName, lastName } = filing;
  return {
    kind: 'report',
    ...{ title, description, answers },
    category: from.category,
    location: { area: from.area, address: filing.address || undefined },
    contacts: {
      ...{ firstName, lastName, organisation: null, postalAddress: null },
      email: filing.email ?? null,
      phone: filing.phone ?? null,
    },
    notify: 'every-step',
    language: from.language,
    origin: 'resident',
    channel: 'helper',
    files: from.files,
  };
}

const PAGE_FIELDS: Readonly<Record<string, string>> = {
  location: 'address',
  'location.address': 'address',
  'location.area': 'area',
  'citizen.firstName': 'firstName',
  'citizen.lastName': 'lastName',
  'citizen.email': 'email',
  'citizen.phone': 'phone',
};

export function atResidentFields(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => ({
    ...error,
    field: ownValue(PAGE_FIELDS, error.field) ?? error.field,
  }));
}
