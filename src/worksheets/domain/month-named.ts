/** The month that words name: `2026-10`, `10/2026`, `ottobre 2026`; the first of the texts that names one wins, null where none does. Pure. */
import { searchable } from '../../shared/normalize.js';

const MONTHS = ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'];
const YEAR_FIRST = /(?<!\d)(20\d\d)[-_/. ]?(0[1-9]|1[0-2])(?!\d)/;
const MONTH_FIRST = /(?<!\d)(0?[1-9]|1[0-2])[-_/. ](20\d\d)(?!\d)/;
const IN_WORDS =
  /(gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*[-_/. ]{1,3}(20\d\d)(?!\d)/;

export function monthNamed(texts: readonly string[]): string | null {
  for (const text of texts) {
    const plain = searchable(text);
    const [, year, month] = YEAR_FIRST.exec(plain) ?? [];
    if (year && month) return `${year}-${month}`;
    const [, figures = '', itsYear] = MONTH_FIRST.exec(plain) ?? [];
    if (itsYear) return `${itsYear}-${figures.padStart(2, '0')}`;
    const [, word = '', wordsYear] = IN_WORDS.exec(plain) ?? [];
    if (wordsYear) return `${wordsYear}-${String(MONTHS.indexOf(word) + 1).padStart(2, '0')}`;
  }
  return null;
}
