/**
 * The answers to a category's extra questions.
 *
 * - An emergency comes first: an answer that stops the filing is found even where other answers are missing or wrong.
 * - An answer keeps the label as it was asked, in the language it was asked in, and the question's version.
 * - A blank is no answer. A code that the category does not ask is refused, not dropped.
 */
import type { FieldError } from '../../shared/refusal.js';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import { textLength, tidyText } from '../../shared/normalize.js';
import { ownValue } from '../../shared/own-value.js';
import type { StopNotice } from '../category.entity.js';
import type { Question } from '../question.entity.js';

/** Code points. */
export const ANSWER_MAX_LENGTH = 500;

export type AskedQuestion = Pick<
  Question,
  'code' | 'version' | 'label' | 'type' | 'choices' | 'isRequired'
>;

export interface Answer {
  readonly code: string;
  readonly version: number;
  /** The question as asked. */
  readonly label: string;
  readonly value: string | number;
  /** The value as a person reads it: the choice's label, or the value itself. */
  readonly valueLabel: string;
}

export type CheckedAnswers =
  | { readonly answers: readonly Answer[] }
  | { readonly errors: readonly FieldError[] }
  | { readonly stop: StopNotice };

/** The answers, tidy and in the order of the questions; or every error (`answers.<code>`); or the notice that stops the filing. */
export function checkAnswers(
  questions: readonly AskedQuestion[],
  answers: Readonly<Record<string, unknown>>,
  language: Language,
): CheckedAnswers {
  const stop = stopOf({ stop: null, questions }, answers);
  if (stop) return { stop };
  const errors = Object.keys(answers)
    .filter((code) => !questions.some((question) => question.code === code))
    .map((code): FieldError => ({ field: `answers.${code}`, code: 'unknown-field' }));
  const good: Answer[] = [];
  for (const question of questions) {
    const checked = checkAnswer(question, ownValue(answers, question.code), language);
    if (checked === null) continue;
    if ('error' in checked) errors.push(checked.error);
    else good.push(checked.answer);
  }
  return errors.length > 0 ? { errors } : { answers: good };
}

/** The notice that stops a filing under this category with these answers, or null. */
export function stopOf(
  category: { readonly stop: StopNotice | null; readonly questions: readonly AskedQuestion[] },
  answers: Readonly<Record<string, unknown>>,
): StopNotice | null {
  if (category.stop) return category.stop;
  for (const { code, choices } of category.questions) {
    const given = textOf(ownValue(answers, code));
    const stop = choices.find((choice) => choice.code === given)?.stop;
    if (stop) return stop;
  }
  return null;
}

type Checked = { readonly answer: Answer } | { readonly error: FieldError } | null;

function checkAnswer(question: AskedQuestion, given: unknown, language: Language): Checked {
  const refuse = (code: string, data?: FieldError['data']): Checked => ({
    error: { field: `answers.${question.code}`, code, ...(data && { data }) },
  });
  const text = textOf(given);
  if (text === null) return refuse('invalid');
  if (text === '') return question.isRequired ? refuse('required') : null;
  const read = readers[question.type](question, text, language);
  if ('code' in read) return refuse(read.code, read.data);
  const label = inLanguage(question.label, language);
  return { answer: { code: question.code, version: question.version, label, ...read } };
}

type Read =
  | Pick<Answer, 'value' | 'valueLabel'>
  | { readonly code: string; readonly data?: FieldError['data'] };

const readers: Record<
  Question['type'],
  (question: AskedQuestion, text: string, language: Language) => Read
> = {
  choice: (question, text, language) => {
    const choice = question.choices.find((one) => one.code === text);
    if (!choice) return { code: 'not-a-choice' };
    return { value: choice.code, valueLabel: inLanguage(choice.label, language) };
  },
  number: (_question, text) => {
    // Italians write the decimal comma
    const plain = /^-?\d{1,12}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
    return Number.isFinite(plain)
      ? { value: plain, valueLabel: text }
      : { code: 'number-not-valid' };
  },
  text: (_question, text) =>
    textLength(text) > ANSWER_MAX_LENGTH
      ? { code: 'too-long', data: { max: ANSWER_MAX_LENGTH, length: textLength(text) } }
      : { value: text, valueLabel: text },
};

/** Tidy text of what a form or the API sent, null where it is neither text nor number. */
function textOf(given: unknown): string | null {
  if (given === undefined || given === null) return '';
  if (typeof given === 'string') return tidyText(given);
  return typeof given === 'number' && Number.isFinite(given) ? String(given) : null;
}
