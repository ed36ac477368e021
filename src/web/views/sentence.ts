/**
 * A text with blanks, cut once into what stays and what is filled in: i18next finds the text, this fills it. (i18next's own filling scans
 * the text at each call, 25 µs; a page has dozens.) Only plain blanks, `{{name}}`, as our language files have.
 */
import { ownValue } from '../../shared/own-value.js';

export interface Sentence {
  readonly fixed: readonly string[];
  /** `blanks[i]` stands between `fixed[i]` and `fixed[i + 1]`. */
  readonly blanks: readonly string[];
}

/** Refuses a blank that is more than a name. */
export function cut(text: string): Sentence {
  const parts = text.split(/\{\{([^{}]*)\}\}/);
  const blanks = parts.filter((_, i) => i % 2 === 1).map((name) => name.trim());
  const strange = blanks.find((name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name));
  if (strange !== undefined) throw new Error(`"{{${strange}}}" is not a plain blank, in: ${text}`);
  return { fixed: parts.filter((_, i) => i % 2 === 0), blanks };
}

/** `missing` is told of a blank that nobody filled, and gives what to show. */
export function fill(
  { fixed, blanks }: Sentence,
  values: Readonly<Record<string, unknown>>,
  missing: (blank: string) => string,
): string {
  let text = fixed[0] ?? '';
  for (const [i, blank] of blanks.entries()) {
    const value = ownValue(values, blank);
    text += (value ?? null) === null ? missing(blank) : String(value);
    text += fixed[i + 1] ?? '';
  }
  return text;
}
