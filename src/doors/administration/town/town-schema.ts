/**
 * What a town's configuration file (YAML) may say. Everything is named by its code; an unknown key is refused, so that a slip of the
 * pen is not silently without effect. No passwords and no secrets: the loader makes those.
 */
import { z } from 'zod';
import { questionSchema } from '../../../catalogue/domain/question-schema.js';
import { DEFAULT_TERM, term } from '../../../catalogue/domain/term.js';
import { DIALLED } from '../../../shared/dialled.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { writtenCode, writtenText, writtenTexts } from '../../../shared/written-words.js';
import { PARTNER_KINDS } from '../../../partners/partner.entity.js';
import { HOLIDAY_CHOICES } from '../../../routing/domain/rule-conditions.js';
import { INVOLVEMENT_ROLES } from '../../../routing/routing-rule.entity.js';
import { AREA_KINDS } from '../../../territory/area.entity.js';
import { PLACE_KINDS } from '../../../territory/place.entity.js';

const code = writtenCode;
const text = writtenText;
const name = text.max(120);
const localized = writtenTexts;
const phone = z.string().regex(DIALLED, 'a telephone number: digits and blanks');
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const point = z.tuple([longitude, latitude]);

const office = z.strictObject({
  code,
  name: localized,
  email: z.email().nullable().default(null),
  phone: phone.nullable().default(null),
});

const area = z.strictObject({
  code,
  name: localized,
  kind: z.enum(AREA_KINDS),
  boundary: z.array(point).min(3).nullable().default(null),
});

const place = z.strictObject({
  code,
  name,
  kind: z.enum(PLACE_KINDS),
  area: code,
  address: text.max(200).nullable().default(null),
  at: point.nullable().default(null),
  /** The partner whose building it is. */
  partner: code.nullable().default(null),
});

const language = z.enum(LANGUAGES).default('it');
const endpoint = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.enum(['email', 'pec']), address: z.email(), language }),
  z.strictObject({
    channel: z.literal('webhook'),
    address: z.url({ protocol: /^https$/, error: 'an https address' }),
    language,
  }),
]);

const partner = z.strictObject({
  code,
  name,
  kind: z.enum(PARTNER_KINDS),
  agreement: z.strictObject({ seesContacts: z.boolean(), until: z.iso.date().optional() }),
  emergencyPhone: phone.nullable().default(null),
  emergencyHours: text.max(200).nullable().default(null),
  hours: text.max(200).nullable().default(null),
  contactPeople: z
    .array(z.strictObject({ name, reach: z.string().trim().max(200).default('') }))
    .max(20)
    .default([]),
  operators: z
    .array(z.strictObject({ code: text.max(60), name: name.nullable().default(null) }))
    .default([]),
  /** In order of preference. */
  endpoints: z.array(endpoint).default([]),
  /** A district council: the areas that it looks after. */
  areas: z.array(code).default([]),
});

/** The number itself, or whose emergency number it is. */
const notice = z
  .strictObject({ text: localized, phone: phone.optional(), phoneOf: code.optional() })
  .refine((one) => (one.phone === undefined) !== (one.phoneOf === undefined), {
    message: 'either phone or phoneOf',
  });

const question = questionSchema(notice);

const category = z.strictObject({
  code,
  name: localized,
  description: localized.nullable().default(null),
  office: code,
  workflow: code,
  term: term.default(DEFAULT_TERM),
  needsAuthorisation: z.boolean().default(false),
  notice: notice.nullable().default(null),
  stop: notice.nullable().default(null),
  questions: z.array(question).default([]),
});

const span = (form: RegExp, message: string) => {
  const end = z.string().regex(form, message);
  return z.strictObject({ from: end, to: end });
};
const conditions = z.strictObject({
  kinds: z.array(code).min(1).optional(),
  answers: z
    .array(z.strictObject({ question: code, in: z.array(text).min(1) }))
    .min(1)
    .optional(),
  boundary: z.array(point).min(3).optional(),
  streets: z.array(name).min(1).optional(),
  places: z.array(code).min(1).optional(),
  placeKinds: z.array(z.enum(PLACE_KINDS)).min(1).optional(),
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
  holidays: z.enum(HOLIDAY_CHOICES).optional(),
  hours: span(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time: HH:MM').optional(),
  season: span(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year: MM-DD').optional(),
});

const rule = z
  .strictObject({
    code,
    name: localized,
    category: code.nullable().default(null),
    area: code.nullable().default(null),
    office: code.nullable().default(null),
    partner: code.nullable().default(null),
    involvement: z.enum(INVOLVEMENT_ROLES).nullable().default(null),
    conditions: conditions.default({}),
    hears: z
      .union([z.literal('ends'), z.array(code).min(1)])
      .nullable()
      .default(null),
  })
  .refine((one) => one.office !== null || one.partner !== null, {
    message: 'a rule names an office, a partner, or both',
  })
  .refine((one) => (one.partner === null) === (one.involvement === null), {
    message: 'partner and involvement go together',
  });

const account = z.strictObject({
  username: z.string().regex(/^[a-z][a-z0-9.-]{1,59}$/, 'small letters, digits, dots, hyphens'),
  name,
  email: z.email().nullable().default(null),
  role: code,
  partner: code.nullable().default(null),
  offices: z.array(code).default([]),
  language,
});

export const townFile = z.strictObject({
  /** Keys of the council's settings; their values are checked by the settings themselves. */
  settings: z.record(z.string(), z.unknown()).default({}),
  offices: z.array(office).min(1),
  areas: z.array(area).default([]),
  partners: z.array(partner).default([]),
  places: z.array(place).default([]),
  categories: z.array(category).min(1),
  routing: z.array(rule).default([]),
  accounts: z.array(account).default([]),
});

export type TownFile = z.infer<typeof townFile>;
export type TownNotice = z.infer<typeof notice>;
