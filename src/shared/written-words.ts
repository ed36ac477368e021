/** What somebody writes in a file or in a form: codes, and texts by language. For whoever checks either. */
import { z } from 'zod';
import { LANGUAGES, type LocalizedText } from './localized-text.js';

export const writtenCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'a code: small letters, digits, hyphens');

export const writtenText = z.string().trim().min(1);

export const writtenTexts = z
  .partialRecord(z.enum(LANGUAGES), writtenText)
  .refine((words) => words.it, {
    message: 'the Italian text (it) is compulsory',
  }) as unknown as z.ZodType<LocalizedText>; // `it` is there: refined above

/** Those that are there more than once, each once. */
export function saidTwice(all: readonly string[]): string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}
