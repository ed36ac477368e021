/** Why a request is late, for its page: by how many days, and where they went. Pure. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import {
  type WhereDaysWent,
  whereDaysWent,
} from '../../../requests/clock/domain/where-days-went.js';
import type { StateDefinition } from '../../../workflow/domain/document.js';
import { inLanguage, type Language, type LocalizedText } from '../../../shared/localized-text.js';

const DAY_MS = 86_400_000;

export type WhyLate = WhereDaysWent & { readonly days: number };

/** Null where it is not late, and was not when it was closed. */
export function whyLate(
  view: RequestView,
  states: readonly StateDefinition[],
  now: Date,
): WhyLate | null {
  const { closedAt, dueAt } = view.request;
  const end = closedAt ?? now;
  if (!view.isOverdue && !(closedAt && closedAt > dueAt)) return null;
  const days = Math.max(1, Math.ceil((end.getTime() - dueAt.getTime()) / DAY_MS));
  const moves = view.steps
    .filter((step) => step.correctedBy === null && (step.from !== step.to || officeOf(step)))
    .map((step) => ({
      at: step.occurredAt,
      to: step.to,
      kind: states.find(({ code }) => code === step.to)?.kind ?? ('open' as const),
      label: labelOf(states, step, view.language),
      office: officeName(officeOf(step), view.language),
    }));
  return { days, ...whereDaysWent(moves, { office: view.office.name, end }) };
}

/** Filing and handing over name the office; what only speaks of one does not. */
function officeOf(step: StepView): unknown {
  const isNamed = ['file', 'change-office', 'change-category'].includes(step.action);
  const value = isNamed ? step.data['office'] : null;
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : null;
}

function officeName(name: unknown, language: Language): string | null {
  if (typeof name === 'string') return name;
  return typeof name === 'object' && name !== null
    ? inLanguage(name as LocalizedText, language) // written by the filing
    : null;
}

function labelOf(states: readonly StateDefinition[], { to }: StepView, language: Language): string {
  const state = states.find(({ code }) => code === to);
  return state ? inLanguage(state.label, language) : to;
}
