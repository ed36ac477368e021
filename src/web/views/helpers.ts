/**
 * What a template may call. Nothing here returns markup but `json`, whose text cannot leave its `<script>` element.
 * `this` is never read; what a helper needs of the page comes by `options.data`.
 */
import Handlebars, { type HelperOptions } from 'handlebars';
import { inLanguage, type LocalizedText } from '../../shared/localized-text.js';
import type { Unit } from '../../shared/quantity.js';
import type { FieldError, Refusal } from '../../shared/refusal.js';
import type { Span } from '../../shared/span.js';
import { refusalSentence } from '../answer.js';
import type { Languages } from '../languages.js';
import type { Page } from '../request/page.js';
import { ruleWords } from './rule-words.js';
import { spanWords } from './span-words.js';
import { monthInWords } from '../../shared/month-in-words.js';
import { ownValue } from '../../shared/own-value.js';
import { type DateStyle, machineDate, showDate, showDueDay, showNumber, showQuantity } from './dates.js'; // prettier-ignore

type Helper = (...given: never[]) => unknown;

export function viewHelpers(languages: Languages): Record<string, Helper> {
  const page = (options: HelperOptions): Page => options.data.page;
  const root = (options: HelperOptions): Record<string, unknown> => options.data.root;

  const say = (key: string, options: HelperOptions): string =>
    languages.translate(page(options).language, key, blanksOf(options));

  return {
    t: say,
    localized: (text: unknown, options: HelperOptions) => localized(text, page(options)),
    date: (value: unknown, options: HelperOptions) =>
      showDate(value, page(options).language, styleOf(options)),
    dateTime: (value: unknown, options: HelperOptions) =>
      showDate(value, page(options).language, 'dateTime'),
    monthInWords: (code: string, options: HelperOptions) =>
      monthInWords(code, page(options).language),
    /** The last day of a term. */
    dueDay: (value: unknown, options: HelperOptions) =>
      showDueDay(value, page(options).language, styleOf(options)),
    /** How long something may take: "5 giorni lavorativi". */
    span: (span: Span, options: HelperOptions) =>
      spanWords(span, languages, page(options).language),
    iso: (value: unknown) => machineDate(value),
    /** Which rule the system followed. */
    ruleWords: (rule: unknown, options: HelperOptions) =>
      ruleWords(rule, languages, page(options).language),
    number: (value: unknown, options: HelperOptions) =>
      showNumber(value, page(options).language, digitsOf(options)),
    /** A number that is no count, by its unit; '' where there is none. */
    quantity: (value: unknown, unit: Unit, options: HelperOptions) =>
      typeof value === 'number' ? showQuantity({ value, unit }, page(options).language) : '',

    /** The sentence of a `FieldError`. */
    sentence: (error: FieldError, options: HelperOptions) =>
      languages.translate(page(options).language, `errors:${error.code}`, error.data ?? {}),
    refusalText: (refusal: Refusal, options: HelperOptions) =>
      refusalSentence(refusal, page(options).language, languages),
    limitHint: (max: unknown, options: HelperOptions) =>
      max === undefined
        ? ''
        : languages.translate(page(options).language, 'frame:textLimit', { max }),
    errorOf: (name: string, options: HelperOptions) => errorOf(root(options)['errors'], name),
    errorsOf: (name: string, options: HelperOptions) => errorsOf(root(options)['errors'], name),
    /** Names of fields and their labels, in pairs; a list of `{name, label}` counts for itself. For the summary of errors. */
    labels: (...given: unknown[]) =>
      labels(given.slice(0, -1), page(given.at(-1) as HelperOptions)),
    valueOf: (name: string, given: unknown, options: HelperOptions) =>
      valueOf(root(options)['values'], name, given),
    ...comparisons,
    ...texts,
  };
}

const comparisons = {
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
  not: (value: unknown) => !truthy(value),
  and: (...given: unknown[]) => given.slice(0, -1).every(truthy),
  or: (...given: unknown[]) => given.slice(0, -1).find(truthy) ?? false,
  includes: (list: unknown, value: unknown) =>
    Array.isArray(list) ? list.includes(value) : list !== undefined && list === value,
} satisfies Record<string, Helper>;

const texts = {
  concat: (...given: unknown[]) => given.slice(0, -1).map(shown).join(''),
  first: (list: unknown) => (Array.isArray(list) ? list[0] : undefined),
  /** Pairs of label and address; a label alone at the end is the page itself. */
  crumbs: (...given: unknown[]) => crumbs(given.slice(0, -1)),
  query: (base: string, ...given: unknown[]) => withQuery(base, given.slice(0, -1)),
  tel: (number: unknown) => `tel:${shown(number).replace(/[^\d+]/g, '')}`,
  safeUrl: (address: unknown) => safeUrl(address),
  jsonText: (value: unknown) => JSON.stringify(value ?? null),
  /** Only for the body of a data `<script>`: the text holds no `<`, `>`, `&`, so it can neither close the element nor open a comment. */
  json: (value: unknown) => new Handlebars.SafeString(scriptSafe(JSON.stringify(value ?? null))),
} satisfies Record<string, Helper>;

function blanksOf({ hash }: HelperOptions): Record<string, unknown> | undefined {
  for (const _ in hash) return hash as Record<string, unknown>; // Handlebars types it loosely
  return undefined;
}

function localized(text: unknown, page: Page): string {
  if (typeof text === 'string') return text;
  if (typeof text !== 'object' || text === null || !('it' in text)) return '';
  return inLanguage(text as LocalizedText, page.language); // `it` is there: checked above
}

function styleOf({ hash }: HelperOptions): DateStyle {
  return (hash['style'] as DateStyle | undefined) ?? 'long'; // written by us in a template
}

function digitsOf({ hash }: HelperOptions): number | undefined {
  return hash['digits'] as number | undefined; // written by us in a template
}

function errorOf(errors: unknown, name: string): FieldError | undefined {
  return errorsOf(errors, name)[0];
}

function errorsOf(errors: unknown, name: string): FieldError[] {
  const all = (errors ?? []) as readonly FieldError[]; // the model's contract
  return all.filter(({ field }) => field === name);
}

function labels(given: readonly unknown[], shownOn: Page): Record<string, string> {
  const named: Record<string, string> = {};
  for (let i = 0; i < given.length; i += 1) {
    const one = given[i];
    if (Array.isArray(one))
      for (const { name, label } of one as readonly { name: string; label: unknown }[])
        named[name] = localized(label, shownOn);
    else if (typeof one === 'string') named[one] = localized(given[(i += 1)], shownOn);
  }
  return named;
}

function valueOf(values: unknown, name: string, given: unknown): unknown {
  if (given !== undefined) return given;
  const typed = (values ?? {}) as Record<string, unknown>; // the model's contract
  return ownValue(typed, name);
}

function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function shown(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function crumbs(given: readonly unknown[]): { label: string; href: string | undefined }[] {
  const trail = [];
  for (let i = 0; i < given.length; i += 2)
    trail.push({
      label: shown(given[i]),
      href: i + 1 < given.length ? shown(given[i + 1]) : undefined,
    });
  return trail;
}

function withQuery(base: string, given: readonly unknown[]): string {
  const [path = '', known = ''] = base.split('?');
  const search = new URLSearchParams(known);
  for (let i = 0; i + 1 < given.length; i += 2) {
    const value = shown(given[i + 1]);
    if (value === '') search.delete(shown(given[i]));
    else search.set(shown(given[i]), value);
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

function safeUrl(address: unknown): string {
  const text = shown(address).trim();
  return /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i.test(text) ? text : '#';
}

function scriptSafe(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
