/** Lower case without accents: what search compares (SQLite folds only ASCII, PostgreSQL nothing). */
export function searchable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Signs without ink, and those that turn what follows round (Unicode TR 36): a text of them reads as empty, or as another. */
const UNSEEN =
  /\u00AD|\u034F|[\u115F\u1160]|\u180E|\u200B|[\u202A-\u202E]|[\u2060-\u206F]|\u2800|\u3164|\uFEFF|\uFFA0/gu;
/** Joiners, marks and tags that emoji and scripts need: they stay beside a sign that is seen. */
const SEEN = /[^\p{Z}\p{Cc}\p{Cf}\p{M}]/u;

/**
 * NFC, line ends as \n, no controls but \n and \t, nothing unseen, outer blanks gone; empty where no sign is left that is seen. Refuses nothing:
 * lone surrogates become U+FFFD.
 */
export function tidyText(text: string): string {
  const tidy = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(UNSEEN, '')
    .trim();
  return SEEN.test(tidy) ? tidy : '';
}

/** Length as a person counts it: code points, not UTF-16 units. */
export function textLength(text: string): number {
  return Array.from(text).length;
}

/** At most so many UTF-16 units, and no half of a sign: what is stored would come back as another text than the one that was hashed. */
export function cutShort(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
