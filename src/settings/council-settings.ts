/**
 * Everything that one town sets differently from another, with a default for each: one flat object, so that a setting has one key in
 * code, table, page and audit list. A value that does not fit its schema is refused when it is set and ignored (with a warning) when read.
 * What only one office, category or workflow sets differently is not here but with that office, category or workflow.
 */
import { z } from 'zod';
import { LANGUAGES } from '../shared/localized-text.js';

const count = (most: number) => z.int().min(1).max(most);
const days = (most: number) => z.int().min(0).max(most);
const line = (most: number) => z.string().trim().max(most);
const mail = z.union([z.literal(''), z.email().max(254)]);
/** Empty: the page leaves the link out. */
const link = z.union([z.literal(''), z.url({ protocol: /^https?$/ })]);
const localized = z
  .object({ it: z.string() })
  .extend(Object.fromEntries(LANGUAGES.slice(1).map((code) => [code, z.string().optional()])))
  .strict() as unknown as z.ZodType<{ it: string; en?: string; de?: string; fr?: string }>; // the keys are lost in fromEntries
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);

export const councilSettings = z.object({
  // Who the council is
  councilName: line(120).min(1).default('Comune'),
  councilTagline: localized.default({ it: '' }),
  councilRegionName: line(80).default(''),
  councilAddress: line(200).default(''),
  councilTaxCode: line(40).default(''),
  councilEmail: mail.default(''),
  councilPec: mail.default(''),
  councilPhone: line(40).default(''),

  // Links of header and footer (ITALY.md §5)
  linkSite: link.default(''),
  linkRegion: link.default(''),
  linkAdministration: link.default(''),
  linkNews: link.default(''),
  linkServices: link.default(''),
  linkLiving: link.default(''),
  linkTopics: link.default(''),
  linkTransparency: link.default(''),
  linkPrivacy: link.default(''),
  linkLegalNotes: link.default(''),
  linkAccessibility: link.default(''),
  linkFaq: link.default(''),
  linkAppointment: link.default(''),
  linkAssistance: link.default(''),
  linkSiteMap: link.default(''),
  linkMediaPolicy: link.default(''),
  linkFacebook: link.default(''),
  linkInstagram: link.default(''),
  linkYoutube: link.default(''),
  linkTelegram: link.default(''),

  // The town
  /** Ring of [longitude, latitude], WGS 84, first point not repeated; null: any point is accepted. */
  townBoundary: z
    .array(z.tuple([longitude, latitude]))
    .min(3)
    .max(5000)
    .nullable()
    .default(null),
  townCenter: z.tuple([longitude, latitude]).default([12.4964, 41.9028]),
  townPostalCodes: z
    .array(z.string().regex(/^\d{5}$/))
    .max(100)
    .default([]),
  /** `MM-DD`, a holiday for every due date; empty: none. */
  patronSaintDay: z
    .string()
    .regex(/^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/)
    .default(''),
  /** Days on which the council is closed on top of the holidays. */
  closureDays: z.array(z.iso.date()).max(60).default([]),
  /** Languages offered to the visitor; Italian is always among them. */
  publicLanguages: z
    .array(z.enum(LANGUAGES))
    .refine((codes) => codes.includes('it'), 'it must be among them')
    .default(['it', 'en']),

  // What may be filed
  allowUnidentified: z.boolean().default(false),
  titleMaxLength: z.int().min(40).max(120).default(120),
  textMaxLength: z.int().min(200).max(4000).default(4000),
  photosMax: days(10).default(3),
  documentsMax: days(10).default(3),
  fileMaxBytes: z.int().min(100_000).max(10_485_760).default(10_485_760),

  // Terms and closing
  closingTextMinLength: z.int().min(1).max(1000).default(40),
  reopenDays: days(365).default(30),
  /** Whoever filed is asked how the closing satisfied them. */
  feedbackAsked: z.boolean().default(true),
  /** From the closing: within these days they may answer. */
  feedbackDays: z.int().min(1).max(365).default(30),
  /** A term that ends on a holiday ends on the next working day. */
  dueDateMovesOffHolidays: z.boolean().default(true),
  /** Before the end of a request's term the office is reminded; 0: it is not. */
  termReminderDays: days(60).default(5),
  /** Before the end of a partner's task the partner is reminded; 0: it is not. */
  taskReminderDays: days(30).default(2),

  // The month of statistics
  /** Who gets the files of each published month. */
  monthAddresses: z.array(z.email().max(254)).max(50).default([]),
  monthFormats: z
    .array(z.enum(['csv', 'json', 'xlsx', 'pdf']))
    .min(1)
    .default(['pdf', 'xlsx']),
  /** Roles whose people get the month on one page, on its first working day. */
  monthPageRoles: z
    .array(line(60))
    .max(50)
    .default(['mayor', 'alderman', 'director', 'front-desk']),

  /** Fewer similar cases in a month, and their place is left out of the open data. */
  openDataLeastCases: count(100).default(5),
  openDataIpaCode: line(20).default(''),

  // Limits against guessing and floods: only failed tries and anonymous filings count
  failuresPerSubject: count(100).default(10), // per number or username and client, in 15 minutes
  failuresPerClient: count(1000).default(30), // per client, in 15 minutes
  failuresPerHour: count(100_000).default(600), // in all; beyond it only clients that have failed are slowed
  filingsPerTenMinutes: count(1000).default(30), // per anonymous client
  filingsPerDay: count(10_000).default(200), // per anonymous client
  /** CIDR ranges of help desks, libraries, schools: many people behind one address; their limits are `helpPointFactor` times as wide. */
  helpPointNetworks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(200)
    .default([]),
  helpPointFactor: count(100).default(10),
});

export type CouncilSettingsValues = z.infer<typeof councilSettings>;
export type SettingKey = keyof CouncilSettingsValues;

export const SETTING_KEYS = Object.keys(councilSettings.shape) as SettingKey[]; // keys of the schema itself

export function isSettingKey(key: string): key is SettingKey {
  return key in councilSettings.shape;
}

/** Every setting at its default. */
export const DEFAULT_SETTINGS: CouncilSettingsValues = councilSettings.parse({});
