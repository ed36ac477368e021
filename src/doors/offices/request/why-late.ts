/** Why a request is late, for its page: by how much, and where the time went. Pure. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import {
  type CountedMove,
  type ToldUnit,
  UNIT_MS,
  type WhereTimeWent,
  whereTimeWent,
} from '../../../requests/clock/domain/where-time-went.js';
import type { StateDefinition } from '../../../workflow/domain/document.js';
import { suspensionOf } from '../../../requests/domain/suspension.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { Span } from '../../../shared/span.js';

/** What is older is told in days, however urgent it was. */
const TOLD_IN_HOURS_MS = 5 * UNIT_MS.days;

export interface WhyLate extends WhereTimeWent {
  readonly by: Span;
  /** How long the legal term stood still; null where it did not. */
  readonly suspended: Span | null;
}

/** Null where it is not late, and was not when it was closed. */
export function whyLate(
  view: RequestView,
  states: readonly StateDefinition[],
  now: Date,
): WhyLate | null {
  const { closedAt, dueAt, filedAt, termUnit } = view.request;
  const end = closedAt ?? now;
  if (!view.isOverdue && !(closedAt && closedAt > dueAt)) return null;
  const isFresh = end.getTime() - filedAt.getTime() < TOLD_IN_HOURS_MS;
  const unit = termUnit === 'hours' && isFresh ? 'hours' : 'days';
  const by = { [unit]: Math.max(1, Math.ceil((end.getTime() - dueAt.getTime()) / UNIT_MS[unit])) };
  const suspended = suspendedFor(view, { end, unit });
  return {
    by,
    suspended,
    ...whereTimeWent(movesOf(view, states), { office: view.office.name, end, unit }),
  };
}

function suspendedFor(
  { request }: RequestView,
  { end, unit }: { end: Date; unit: ToldUnit },
): Span | null {
  const found = suspensionOf(request);
  const ms = found ? (found.until ?? end).getTime() - found.since.getTime() : 0;
  const many = Math.round(ms / UNIT_MS[unit]);
  return many > 0 ? { [unit]: many } : null;
}

/** The steps that changed the state or the office, or gave the request to a partner. */
function movesOf(
  { steps, tasks, language }: RequestView,
  states: readonly StateDefinition[],
): CountedMove[] {
  const kindOf = (code: string | null) =>
    states.find((state) => state.code === code)?.kind ?? 'open';
  const atPartner = new Map<string, string>();
  return steps
    .filter((step) => step.correctedBy === null && (step.from !== step.to || step.toOffice))
    .map((step) => {
      const { at, to, from, occurredAt, toOffice: office } = step;
      const asked = tasks.find(
        (task) => task.partnerId !== null && isSameMoment(task.offeredAt, at),
      );
      const goesOn = from === to || kindOf(from) === 'waiting';
      const partner = asked?.executor ?? (goesOn ? atPartner.get(to) : null) ?? null;
      if (partner) atPartner.set(to, partner);
      else atPartner.delete(to);
      return {
        at: occurredAt,
        to,
        kind: kindOf(to),
        label: labelOf(states, step, language),
        office,
        partner,
      };
    });
}

function isSameMoment(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime();
}

/** In the words of today's version; of a state that it has no longer, in those of its own. */
function labelOf(
  states: readonly StateDefinition[],
  { to, movedTo }: StepView,
  language: Language,
): string {
  const state = states.find(({ code }) => code === to);
  return state ? inLanguage(state.label, language) : (movedTo ?? to);
}
