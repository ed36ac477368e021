/**
 * A setting as a form field and back. What kind of field follows from the setting's default; the schema of `council-settings.ts` says in
 * the end whether a value is allowed. Pure.
 */
import {
  type CouncilSettingsValues,
  DEFAULT_SETTINGS,
  type SettingKey,
} from '../../../settings/council-settings.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { tidyText } from '../../../shared/normalize.js';
import type { TypedValues } from '../../../web/forms.js';

export type SettingWidget = 'text' | 'number' | 'switch' | 'lines' | 'languages' | 'point' | 'ring';

/** `settings` groups of the page, in its order, by how the keys begin. */
export const SETTING_GROUPS = [
  'council',
  'link',
  'town',
  'filing',
  'terms',
  'statistics',
  'limits',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

const FILING: readonly string[] = [
  'allowUnidentified',
  'titleMaxLength',
  'textMaxLength',
  'photosMax',
  'documentsMax',
  'fileMaxBytes',
];
const TOWN: readonly string[] = ['patronSaintDay', 'closureDays', 'publicLanguages'];

export function groupOf(key: SettingKey): SettingGroup {
  if (key.startsWith('council')) return 'council';
  if (key.startsWith('link')) return 'link';
  if (key.startsWith('town') || TOWN.includes(key)) return 'town';
  if (FILING.includes(key)) return 'filing';
  if (/^(month|openData)/.test(key)) return 'statistics';
  return /^(failures|filings|helpPoint)/.test(key) ? 'limits' : 'terms';
}

export function widgetOf(key: SettingKey): SettingWidget {
  if (key === 'townBoundary') return 'ring';
  if (key === 'townCenter') return 'point';
  const value: unknown = DEFAULT_SETTINGS[key];
  if (typeof value === 'boolean') return 'switch';
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'lines';
  return typeof value === 'object' ? 'languages' : 'text';
}

/** The setting as one line of text. */
export function shortened(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map((one) => shownPart(one)).join(', ')
    : shownPart(value);
  const points = Array.from(text);
  return points.length > 120 ? `${points.slice(0, 120).join('')}…` : text;
}

/** The values of the form's fields. */
export function typedOf<K extends SettingKey>(
  key: K,
  value: CouncilSettingsValues[K],
): TypedValues {
  switch (widgetOf(key)) {
    case 'switch':
      return { value: value ? 'on' : '' };
    case 'lines':
      return { value: Array.isArray(value) ? value.join('\n') : '' };
    case 'point':
    case 'ring':
      return { value: Array.isArray(value) ? pointLines(value) : '' };
    case 'languages':
      return Object.fromEntries(LANGUAGES.map((code) => [`value.${code}`, textIn(value, code)]));
    case 'text':
    case 'number':
      return { value: String(value) };
  }
}

/** What was typed, in the setting's own shape; whether it is allowed is for the schema. */
export function valueOf(key: SettingKey, typed: TypedValues): unknown {
  const text = tidyText(one(typed['value']));
  switch (widgetOf(key)) {
    case 'switch':
      return text === 'on';
    case 'number':
      return /^-?\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    case 'lines':
      return linesOf(text);
    case 'point':
      return pointsOf(text)[0] ?? [];
    case 'ring':
      return text === '' ? null : pointsOf(text);
    case 'languages':
      return languagesOf(typed);
    case 'text':
      return text;
  }
}

function languagesOf(typed: TypedValues): Record<string, string> {
  const texts = LANGUAGES.map((code) => [code, tidyText(one(typed[`value.${code}`]))] as const);
  return Object.fromEntries(texts.filter(([code, text]) => code === 'it' || text !== ''));
}

/** "longitude latitude", one point a line, point or comma for the decimals. */
function pointsOf(text: string): number[][] {
  return linesOf(text).map((line) =>
    line.split(/[\s;]+/).map((part) => Number(part.replace(',', '.'))),
  );
}

function pointLines(points: readonly unknown[]): string {
  const isRing = points.every((point) => Array.isArray(point));
  return isRing
    ? points.map((point) => (point as unknown[]).join(' ')).join('\n')
    : points.join(' ');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textIn(value: unknown, code: string): string {
  const texts = (value ?? {}) as Record<string, string>; // a localized text: the widget says so
  return texts[code] ?? '';
}

function shownPart(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  if (value !== null && typeof value === 'object' && 'it' in value) return String(value.it);
  return value === null ? '' : String(value);
}

function one(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
