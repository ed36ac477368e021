/** The question after a closing as a form, and back. */
import { z } from 'zod';
import {
  HIGH_REASONS,
  LOW_REASONS,
  REASONS,
  type Score,
  SCORES,
  TEXT_MAX,
} from '../../../feedback/domain/question.js';
import type { FeedbackStanding, GivenFeedback } from '../../../requests/feedback/closing-feedback.service.js'; // prettier-ignore
import { newId } from '../../../shared/ids.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import { choice, choices, optional, text, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm, type ParsedForm, type TypedValues } from '../../../web/forms.js';

const GRADES = ['1', '2', '3', '4', '5'] as const;

const schema = z.strictObject({
  invio: z.uuid('invalid'),
  fase: wholeNumber(1, 1_000_000),
  voto: choice(GRADES),
  motivi: choices(REASONS as [(typeof REASONS)[number], ...typeof REASONS]), // it is not empty
  dettagli: optional(text(TEXT_MAX, { lines: true })),
});

export interface SentFeedback {
  readonly key: string;
  readonly given: GivenFeedback;
}

export function readFeedback(body: FormBody): ParsedForm<SentFeedback> {
  const form = parseForm(schema, body);
  if (!form.ok) return form;
  const { invio: key, fase: closingSeq, voto, motivi: reasons, dettagli } = form.value;
  const score = Number(voto) as Score; // one of GRADES
  return {
    ...form,
    value: { key, given: { closingSeq, score, reasons, text: dettagli ?? null } },
  };
}

/** What was typed and what has to be mended. */
export interface FormFault {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
}

export const NO_FAULT: FormFault = { values: {}, errors: [], refusal: null };

/** What `citizens/feedback-form` shows; null where there is nothing to say. `action` is where the form goes. */
export function feedbackModel(standing: FeedbackStanding, action: string) {
  if (standing.kind === 'not-asked' || standing.kind === 'over') return null;
  const { seq } = standing;
  return standing.kind === 'given'
    ? { isGiven: true, score: standing.answer.score, at: standing.answer.answeredAt }
    : {
        ...{ isGiven: false, action, seq, until: standing.until, submissionId: newId() },
        ...{ scores: SCORES.map(String), lowReasons: LOW_REASONS, highReasons: HIGH_REASONS },
        textMax: TEXT_MAX,
      };
}
