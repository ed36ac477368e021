/** The words around the numbers: from the language files for people, or the bare codes for programs. */
import { inLanguage, type Language } from '../shared/localized-text.js';
import type { Languages } from '../web/languages.js';
import type { Dimension } from './domain/figures.js';
import type { MonthDocumentLine } from './domain/month-document.js';
import type { Name } from './names.service.js';

export interface StatisticsTexts {
  readonly language: Language;
  /** The text of `statistics:<key>`. */
  readonly say: (key: string) => string;
  /** The same with its blanks filled in. */
  readonly fill: (key: string, blanks: Readonly<Record<string, string>>) => string;
}

/** For programs: headings and words are the codes themselves, whatever language anybody speaks. */
export const codeTexts: StatisticsTexts = {
  language: 'it',
  say: lastWord,
  fill: (key, blanks) => [lastWord(key), ...Object.values(blanks)].join(' '),
};

/** What a line is called; requests without a value of the dimension have a name too. */
export function nameOf(dimension: Dimension, value: Name | null, texts: StatisticsTexts): string {
  if (value === null) return texts.say(`without.${dimension}`);
  if (value.name) return inLanguage(value.name, texts.language);
  if (dimension === 'hour') return `${value.code}:00`;
  if (dimension === 'weekday') return texts.say(`weekdays.${value.code}`);
  return texts.say(`${dimension}.${value.code}`);
}

/** A state that a request came from; null: it was filed. */
export function stateName(state: Name | null, texts: StatisticsTexts): string {
  return state === null ? texts.say('patterns.filed') : nameOf('state', state, texts);
}

/** The same of a document's line. */
export function lineName(
  dimension: Dimension,
  { code, name }: Pick<MonthDocumentLine, 'code' | 'name'>,
  texts: StatisticsTexts,
): string {
  return nameOf(dimension, code === null ? null : { code, name }, texts);
}

/** For people: the texts of the `statistics` language files. */
export function textsIn(languages: Languages, language: Language): StatisticsTexts {
  return {
    language,
    say: (key) => languages.translate(language, `statistics:${key}`),
    fill: (key, blanks) => languages.translate(language, `statistics:${key}`, blanks),
  };
}

function lastWord(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
