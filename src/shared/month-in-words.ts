/** Months `YYYY-MM` as people read them. */

/** `settembre 2026`. */
export const monthInWords = inFormat({ month: 'long', year: 'numeric' });

/** `set 26`: short enough to stand under a bar. */
export const shortMonth = inFormat({ month: 'short', year: '2-digit' });

function inFormat(options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (code: string, language: string): string => {
    const format =
      formats.get(language) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    formats.set(language, format);
    return format.format(new Date(`${code}-01T00:00:00Z`));
  };
}
