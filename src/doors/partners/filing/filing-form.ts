/** What a school types about one of its buildings, as `FilingDesk` takes it; and the desk's errors at the fields that the page has. Pure. */
import { z } from 'zod';
import type { CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import type { StoredFile } from '../../../requests/attachments/stored-file.js';
import type { FilingCommand } from '../../../requests/filing/filing-command.js';
import type { Building } from '../../../requests/queries/partner-requests.service.js';
import type { Language } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { text } from '../../../web/fields.js';
import { parseForm, type ParsedForm } from '../../../web/forms.js';
import { sendingFields } from '../../shared/form-sending.js';
import { ownValue } from '../../../shared/own-value.js';

/** The council's own limits are for `Intake` to say. */
const ANY_LENGTH = 100_000;
const ANSWER_FIELD = 'answers.';

export interface SchoolFiling {
  readonly submissionId: string;
  readonly place: string;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly where: string;
  readonly answers: Readonly<Record<string, string>>;
}

export function readFiling(
  body: unknown,
  {
    buildings,
    category,
  }: { buildings: readonly Building[]; category: CatalogueCategory | undefined },
): ParsedForm<SchoolFiling> {
  const codes = (category?.questions ?? []).map(({ code }) => code);
  const answers = Object.fromEntries(
    codes.map((code) => [ANSWER_FIELD + code, z.string().max(ANY_LENGTH).default('')]),
  );
  const form = z.strictObject({
    ...sendingFields,
    ...answers,
    place: z.enum(buildings.map(({ code }) => code)),
    category: z.string().max(60),
    title: text(ANY_LENGTH),
    description: text(ANY_LENGTH, { lines: true }),
    where: text(120, { min: 0 }),
  });
  const parsed = parseForm(form, body);
  if (!parsed.ok) return parsed;
  const typed = parsed.value as Record<string, unknown> & Omit<SchoolFiling, 'answers'>; // the computed keys lose their names
  const given = codes.map((code) => [code, String(typed[ANSWER_FIELD + code])] as const);
  return { ...parsed, value: { ...typed, answers: Object.fromEntries(given) } };
}

/** The person is the account's; the school is reached by its sign-in and its endpoint, never by a ticket password. */
export function filingCommand(
  filing: SchoolFiling,
  from: {
    viewer: PartnerViewer;
    partnerName: string;
    building: Building;
    language: Language;
    files: readonly StoredFile[];
  },
): FilingCommand {
  const [firstName = '', ...rest] = from.viewer.name.split(/\s+/);
  const address = [from.building.address ?? from.building.name, filing.where]
    .filter(Boolean)
    .join(', ');
  return {
    kind: 'report',
    category: filing.category,
    title: filing.title,
    description: filing.description,
    location: { place: filing.place, address },
    contacts: {
      firstName,
      lastName: rest.join(' ') || from.partnerName,
      organisation: from.partnerName,
      email: null,
      phone: null,
      postalAddress: null,
    },
    notify: 'outcome-only',
    language: from.language,
    origin: null,
    answers: filing.answers,
    channel: 'school',
    files: from.files,
  };
}

const PAGE_FIELDS: Readonly<Record<string, string>> = {
  location: 'place',
  'location.place': 'place',
  'location.address': 'where',
};

export function atFilingFields(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => ({
    ...error,
    field: ownValue(PAGE_FIELDS, error.field) ?? error.field,
  }));
}
