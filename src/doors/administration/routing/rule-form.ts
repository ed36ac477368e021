/** What an administrator types of a rule. Codes and names are looked up afterwards: see `RuleReader`. */
import { z } from 'zod';
import { REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { HOLIDAY_CHOICES } from '../../../routing/domain/rule-conditions.js';
import { INVOLVEMENT_ROLES } from '../../../routing/routing-rule.entity.js';
import { PLACE_KINDS } from '../../../territory/place.entity.js';
import { choices, optional, text, wholeNumber } from '../../../web/fields.js';

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
export const HEARINGS = ['all', 'ends', 'named'] as const;
export const BUTTONS = ['salva', 'prova', 'domande'] as const;

const lines = optional(text(20_000, { lines: true }));
const many = z.preprocess((typed) => [typed ?? []].flat(), z.array(z.string().max(200)).max(200));
const time = text(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time-not-valid');
/** As people write it: day and month. */
const yearDay = text(5).regex(/^(0?[1-9]|[12]\d|3[01])\/(0?[1-9]|1[0-2])$/, 'year-day-not-valid');

export const ruleForm = z.object({
  name: text(120),
  nameEn: optional(text(120)),
  position: wholeNumber(1, 1_000),
  category: optional(text(60)),
  kinds: choices(REQUEST_KINDS),
  answers: many,
  area: optional(text(60)),
  streets: lines,
  boundary: lines,
  places: lines,
  placeKinds: choices(PLACE_KINDS),
  weekdays: choices(WEEKDAYS),
  holidays: optional(z.enum(HOLIDAY_CHOICES)),
  hoursFrom: optional(time),
  hoursTo: optional(time),
  seasonFrom: optional(yearDay),
  seasonTo: optional(yearDay),
  office: optional(text(60)),
  person: optional(text(36)),
  partner: optional(text(60)),
  involvement: optional(z.enum(INVOLVEMENT_ROLES)),
  hears: z.enum(HEARINGS).catch('all'),
  hearsActions: many,
  version: wholeNumber(0, 2_000_000_000),
  vai: z.enum(BUTTONS).catch('salva'),
});
export type RuleForm = z.output<typeof ruleForm>;
