/** The road of a request as its holder reads it: what is behind it, where it is, what usually follows. Pure. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { roadAhead } from '../../../workflow/domain/diagram/road.js';
import type { WorkflowDocument } from '../../../workflow/domain/document.js';

export interface Road {
  readonly done: readonly string[];
  readonly now: string;
  /** One or two labels a step: two ways to go. */
  readonly next: readonly (readonly string[])[];
}

/** A wait leads back: what lies ahead is counted from where it began. Two ways at most are named of a step. */
export function road(document: WorkflowDocument, view: RequestView): Road {
  const { state, request, language } = view;
  const from = (state.kind === 'waiting' ? request.returnState : null) ?? state.code;
  const back = state.kind === 'waiting' && request.returnState ? [request.returnState] : [];
  const ahead = state.kind === 'closed' ? [] : roadAhead(document, from);
  const label = (code: string) => document.states.find((one) => one.code === code)?.label;
  const returning = back.map(label).flatMap((one) => (one ? [[inLanguage(one, language)]] : []));
  return {
    done: passed(view.steps, state.code),
    now: state.label,
    next: [
      ...returning,
      ...ahead.map((states) => states.slice(0, 2).map((one) => inLanguage(one.label, language))),
    ],
  };
}

/** States that it came through, each once: coming back to one forgets what lay between. */
function passed(steps: readonly StepView[], current: string): string[] {
  const way: { code: string; label: string }[] = [];
  for (const { to, movedTo, correctedBy } of steps) {
    if (movedTo === null || correctedBy !== null) continue;
    const before = way.findIndex(({ code }) => code === to);
    if (before >= 0) way.splice(before);
    way.push({ code: to, label: movedTo });
  }
  return way.filter(({ code }) => code !== current).map(({ label }) => label);
}
