/**
 * The one-page form for who files for somebody else, read. Field names are those of the filing's own errors, so that each lands at its
 * field. Beside the checked command there is a loose one of what was typed: from it the town's own checks find every other fault at once.
 */
import { z } from 'zod';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import type { FilingCommand } from '../../../requests/filing/filing-command.js';
import {
  NOTIFY_CHOICES,
  REQUEST_KINDS,
  type IntakeChannel,
} from '../../../requests/service-request.entity.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { checked, choice, civilTime, email, optional, phone, text } from '../../../web/fields.js';
import { parseForm, type TypedValues } from '../../../web/forms.js';

/** How somebody who does not file alone reaches the council. A help point has one way only. */
export const DESK_CHANNELS = ['counter', 'phone', 'mail'] as const;
export const DESK_REACHED_BY = ['email', 'phone', 'post'] as const;
const BUTTONS = ['registra', 'domande', 'cerca'] as const;

const line = (max: number) => optional(text(max));
const coordinate = optional(z.string().max(30));

const schema = z.object({
  channel: choice(DESK_CHANNELS).default('counter'),
  occurredAt: optional(civilTime()),
  kind: choice(REQUEST_KINDS),
  category: z.string().max(60).default(''),
  title: text(4_000),
  description: text(60_000, { lines: true }),
  'location.address': line(400),
  'location.place': line(60),
  'location.area': line(60),
  'location.latitude': coordinate,
  'location.longitude': coordinate,
  'citizen.firstName': line(60),
  'citizen.lastName': line(60),
  'citizen.organisation': line(120),
  'citizen.email': optional(email()),
  'citizen.phone': optional(phone()),
  'citizen.postalAddress': line(200),
  reachedBy: optional(choice(DESK_REACHED_BY)),
  notify: choice(NOTIFY_CHOICES),
  language: choice(LANGUAGES),
  origin: optional(choice(ORIGINS)),
  privacy: checked('privacy-needed'),
  invio: z.uuid('invalid'),
});
type Parsed = z.output<typeof schema>;

const frame = z.object({
  vai: z.enum(BUTTONS).catch('registra'),
  bozza: z.string().max(2_000).catch(''),
  togli: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.uuid()).max(20)).catch([]),
});

/** A filing without its files. */
export type FilingDraftCommand = Omit<FilingCommand, 'files' | 'draftId'>;

export interface FilingForm {
  readonly values: TypedValues;
  readonly button: (typeof BUTTONS)[number];
  readonly handle: string;
  readonly dropped: readonly string[];
  /** Null where a shape is wrong: then `errors` says where. */
  readonly command: FilingDraftCommand | null;
  readonly loose: FilingDraftCommand;
  readonly errors: readonly FieldError[];
  readonly key: string;
}

export function readFilingForm(body: unknown, fixed?: { channel: IntakeChannel }): FilingForm {
  const parsed = parseForm(schema, body);
  const { values } = parsed;
  const { vai, bozza, togli } = frame.parse(values);
  return {
    values,
    button: vai,
    handle: bozza,
    dropped: togli,
    command: parsed.ok ? commandOf(parsed.value, values, fixed) : null,
    loose: looseCommand(values),
    errors: parsed.ok ? [] : parsed.errors,
    key: parsed.ok ? parsed.value.invio : '',
  };
}

function commandOf(
  form: Parsed,
  values: TypedValues,
  fixed?: { channel: IntakeChannel },
): FilingDraftCommand {
  const { kind, category, title, description, notify, language } = form;
  return {
    ...{ kind, category, title, description, notify, language },
    location: locationOf(values),
    contacts: {
      firstName: form['citizen.firstName'] ?? null,
      lastName: form['citizen.lastName'] ?? null,
      organisation: form['citizen.organisation'] ?? null,
      email: form['citizen.email'] ?? null,
      phone: form['citizen.phone'] ?? null,
      postalAddress: form['citizen.postalAddress'] ?? null,
    },
    origin: form.origin ?? null,
    answers: answersOf(values),
    channel: fixed?.channel ?? form.channel,
    ...(form.reachedBy && { reachedBy: form.reachedBy }),
    ...(form.occurredAt && { occurredAt: form.occurredAt }),
  };
}

function looseCommand(values: TypedValues): FilingDraftCommand {
  const typed = (name: string): string | null => one(values, name) || null;
  const reachedBy = DESK_REACHED_BY.find((way) => way === one(values, 'reachedBy'));
  return {
    kind: 'report',
    category: one(values, 'category'),
    title: one(values, 'title'),
    description: one(values, 'description'),
    location: locationOf(values),
    contacts: {
      firstName: typed('citizen.firstName'),
      lastName: typed('citizen.lastName'),
      organisation: typed('citizen.organisation'),
      email: typed('citizen.email'),
      phone: typed('citizen.phone'),
      postalAddress: typed('citizen.postalAddress'),
    },
    notify: 'every-step',
    language: 'it',
    origin: null,
    answers: answersOf(values),
    channel: 'counter',
    ...(reachedBy && { reachedBy }),
  };
}

function locationOf(values: TypedValues): FilingCommand['location'] {
  return {
    address: one(values, 'location.address') || undefined,
    place: one(values, 'location.place') || undefined,
    area: one(values, 'location.area') || undefined,
    latitude: one(values, 'location.latitude') || undefined,
    longitude: one(values, 'location.longitude') || undefined,
  };
}

/** What was answered to a category's own questions, by their codes. */
export function answersOf(values: TypedValues): Record<string, string> {
  const given = Object.keys(values).filter((name) => name.startsWith('answers.'));
  return Object.fromEntries(
    given.map((name) => [name.slice('answers.'.length), one(values, name)]),
  );
}

function one(values: TypedValues, name: string): string {
  const typed = values[name];
  return typeof typed === 'string' ? typed.trim() : '';
}
