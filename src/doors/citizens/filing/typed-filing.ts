/**
 * From what a citizen typed to a filing command. Each field is read on its own, so that one wrong field does not hide what is wrong with
 * the others; what is compulsory, and whether the place is in town, is for `Intake` to say. Pure.
 */
import { z } from 'zod';
import type { Contacts } from '../../../requests/contacts/contacts.js';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import type { FilingCommand } from '../../../requests/filing/filing-command.js';
import {
  NOTIFY_CHOICES,
  REACHED_BY,
  REQUEST_KINDS,
} from '../../../requests/service-request.entity.js';
import { type Language, LANGUAGES } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { choice, email, optional, phone, text } from '../../../web/fields.js';
import { parseForm, type TypedValues } from '../../../web/forms.js';

/** Title and details have limits of the council's own, which `Intake` knows. */
const ANY_LENGTH = 1_000_000;
const NAME_MAX = 80;
const ANSWER = /^answers\.([a-z0-9-]{1,60})$/;

const typedFiling = z.strictObject({
  kind: optional(choice(REQUEST_KINDS)),
  category: optional(text(60)),
  title: optional(text(ANY_LENGTH)),
  description: optional(text(ANY_LENGTH, { lines: true })),
  'location.search': optional(text(200)),
  'location.place': optional(text(60)),
  'location.address': optional(text(ANY_LENGTH)),
  'location.area': optional(text(60)),
  'location.latitude': optional(text(40)),
  'location.longitude': optional(text(40)),
  'citizen.firstName': optional(text(NAME_MAX)),
  'citizen.lastName': optional(text(NAME_MAX)),
  'citizen.organisation': optional(text(120)),
  'citizen.email': optional(email()),
  'citizen.phone': optional(phone()),
  'citizen.postalAddress': optional(text(200)),
  reachedBy: optional(choice(REACHED_BY)),
  origin: optional(choice(ORIGINS)),
  notify: optional(choice(NOTIFY_CHOICES)),
  language: optional(choice(LANGUAGES)),
});
type Typed = z.output<typeof typedFiling>;

export interface ReadFiling {
  readonly command: Omit<FilingCommand, 'files'>;
  readonly search: string | undefined;
  readonly errors: readonly FieldError[];
}

/** Everything that could be read, and an error for each field that could not. */
export function readFiling(values: TypedValues, language: Language): ReadFiling {
  const fields = withoutAnswers(values);
  const first = parseForm(typedFiling, fields);
  const errors = first.ok ? [] : first.errors;
  const good = Object.entries(fields).filter(
    ([name]) => !errors.some(({ field }) => field === name),
  );
  const typed = first.ok ? first.value : typedFiling.parse(Object.fromEntries(good));
  return {
    command: commandOf(typed, answersOf(values), language),
    search: typed['location.search'],
    errors,
  };
}

/** The form's own fields of a body; the others, by name. */
export function splitValues(body: TypedValues): { values: TypedValues; strange: string[] } {
  const isOurs = ([name]: [string, unknown]) =>
    Object.hasOwn(typedFiling.shape, name) || ANSWER.test(name);
  const entries = Object.entries(body);
  return {
    values: Object.fromEntries(entries.filter(isOurs)),
    strange: entries.filter((entry) => !isOurs(entry)).map(([name]) => name),
  };
}

/** The same values without answers to questions that are not these: another category was chosen since. */
export function withAnswersTo(
  values: TypedValues,
  questions: readonly { code: string }[],
): TypedValues {
  const isAsked = (name: string) => {
    const code = ANSWER.exec(name)?.[1];
    return code === undefined || questions.some((question) => question.code === code);
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => isAsked(name)));
}

export function answersOf(values: TypedValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const code = ANSWER.exec(name)?.[1];
      return code !== undefined && typeof value === 'string' ? [[code, value]] : [];
    }),
  );
}

function withoutAnswers(values: TypedValues): TypedValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !ANSWER.test(name)));
}

function commandOf(
  typed: Typed,
  answers: Record<string, string>,
  language: Language,
): Omit<FilingCommand, 'files'> {
  return {
    kind: typed.kind ?? 'report',
    category: typed.category ?? '',
    title: typed.title ?? '',
    description: typed.description ?? '',
    location: {
      address: typed['location.address'],
      place: typed['location.place'],
      area: typed['location.area'],
      latitude: typed['location.latitude'],
      longitude: typed['location.longitude'],
    },
    contacts: contactsOf(typed),
    reachedBy: typed.reachedBy ?? 'email',
    notify: typed.notify ?? 'every-step',
    language: typed.language ?? language,
    origin: typed.origin ?? null,
    answers,
    channel: 'web',
  };
}

/** Only what belongs to the chosen way: an address typed before "I have none" was chosen is not kept. */
function contactsOf(typed: Typed): Contacts {
  const way = typed.reachedBy ?? 'email';
  return {
    firstName: typed['citizen.firstName'] ?? null,
    lastName: typed['citizen.lastName'] ?? null,
    organisation: typed['citizen.organisation'] ?? null,
    email: way === 'email' ? (typed['citizen.email'] ?? null) : null,
    phone: way === 'none' ? null : (typed['citizen.phone'] ?? null),
    postalAddress: way === 'post' ? (typed['citizen.postalAddress'] ?? null) : null,
  };
}
