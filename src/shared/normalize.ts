/** Lower case without accents: what search compares (SQLite folds only ASCII, PostgreSQL nothing). */
export function searchable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** NFC, line ends as \n, no controls but \n and \t, outer blanks gone. Refuses nothing: lone surrogates become U+FFFD. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** Length as a person counts it: code points, not UTF-16 units. */
export function textLength(text: string): number {
  return Array.from(text).length;
}

/** At most so many UTF-16 units, and no half of a sign: what is stored would come back as another text than the one that was hashed. */
export function cutShort(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
