/**
 * What a category may ask, wherever somebody writes it: in the town's file or in the browser.
 *
 * - A choice has at least two choices, anything else none.
 * - No code is there twice: neither a question's in its category, nor a choice's in its question.
 */
import { z } from 'zod';
import { saidTwice, writtenCode, writtenTexts } from '../../shared/written-words.js';

export const QUESTION_TYPES = ['choice', 'text', 'number'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** `notice`: what stops the filing, as the place writes it. */
export function questionSchema<N extends z.ZodType>(notice: N) {
  return z
    .strictObject({
      code: writtenCode,
      label: writtenTexts,
      type: z.enum(QUESTION_TYPES),
      isRequired: z.boolean().default(false),
      choices: z
        .array(z.strictObject({ code: writtenCode, label: writtenTexts, stop: notice.optional() }))
        .default([]),
    })
    .refine((one) => (one.type === 'choice' ? one.choices.length >= 2 : one.choices.length === 0), {
      message: 'a choice has at least two choices, anything else none',
    });
}

interface Coded {
  readonly code: string;
}

/** Every code that is there twice, with the question in which it is; null where it is a question's own. */
export function codesTwice(
  questions: readonly (Coded & { readonly choices: readonly Coded[] })[],
): { readonly question: string | null; readonly code: string }[] {
  const twice = (list: readonly Coded[]) => saidTwice(list.map(({ code }) => code));
  return [
    ...twice(questions).map((code) => ({ question: null, code })),
    ...questions.flatMap(({ code: question, choices }) =>
      twice(choices).map((code) => ({ question, code })),
    ),
  ];
}
