import type { Language } from '../../shared/localized-text.js';
import type { StatisticsTexts } from '../texts.js';

/** Texts made of words that came as data; throws for a word that did not come along. */
export function textsOf(
  language: Language,
  words: Readonly<Record<string, string>>,
): StatisticsTexts {
  const say = (key: string): string => {
    const word = words[key];
    if (word === undefined) throw new RangeError(`no word for ${key}`);
    return word;
  };
  return { language, say, fill: say };
}
