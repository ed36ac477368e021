const formats = new Map<string, Intl.DateTimeFormat>();

/** A month `YYYY-MM` as people read it: `settembre 2026`. */
export function monthInWords(code: string, language: string): string {
  const format =
    formats.get(language) ??
    new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  formats.set(language, format);
  return format.format(new Date(`${code}-01T00:00:00Z`));
}
