/** What the filing's pages show, as plain data. Pure. */
import type { Question } from '../../../catalogue/question.entity.js';
import type { Draft } from '../../../requests/filing/drafts.service.js';

export const FILING_PATH = '/servizi/segnalazione-disservizio/nuova';
const FILING_STEPS = ['privacy', 'data', 'summary'] as const;
export type FilingStep = (typeof FILING_STEPS)[number];

/** The stepper: the steps before the present one are confirmed. */
export function stepsModel(current: FilingStep) {
  const at = FILING_STEPS.indexOf(current);
  return FILING_STEPS.map((step, i) => ({
    key: `filing:steps.${step}`,
    position: i + 1,
    isDone: i < at,
    isCurrent: i === at,
  }));
}

export function questionModels(questions: readonly Question[]) {
  return questions.map(({ code, label, type, choices, isRequired }) => ({
    name: `answers.${code}`,
    label,
    isChoice: type === 'choice',
    isNumber: type === 'number',
    isRequired,
    choices: choices.map((choice) => ({
      value: choice.code,
      label: choice.label,
      stop: choice.stop ?? null,
    })),
  }));
}

export function fileModels({ files }: Draft) {
  const models = files.map(({ id, kind, originalName, sizeBytes }) => ({
    id,
    kind,
    name: originalName,
    kilobytes: Math.max(1, Math.round(sizeBytes / 1024)),
    href: `${FILING_PATH}/allegati/${id}`,
  }));
  return {
    photos: models.filter(({ kind }) => kind === 'photo'),
    documents: models.filter(({ kind }) => kind === 'document'),
  };
}
