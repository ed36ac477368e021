/**
 * A text that a council writes: one JSON object by language, `it` compulsory (DESIGN.md, data decision 10).
 * A language that is missing falls back to `it`.
 */
export const LANGUAGES = ['it', 'en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
export type LocalizedText = { it: string } & Partial<Record<Language, string>>;

export function inLanguage(text: LocalizedText, language: Language): string {
  return text[language] ?? text.it;
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (LANGUAGES as readonly string[]).includes(value);
}
