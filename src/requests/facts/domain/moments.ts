/** How the facts keep a first answer and a closing: when it happened, the civil day of that, and how long it took in working time. Pure. */
import { civilDate } from '../../../calendar/domain/civil-time.js';
import type { TownCalendar } from '../../../calendar/town-calendar.js';
import type { ServiceRequest } from '../../service-request.entity.js';
import type { RequestFacts } from '../request-facts.entity.js';

/** The town's calendar as it is when something is recorded. */
export type TownDays = Pick<TownCalendar, 'workingSeconds'>;
export type FirstAnswer = Pick<RequestFacts, 'firstAnswerAt' | 'firstAnswerOn' | 'firstAnswerWorkingSeconds'>; // prettier-ignore
/** With how long the legal clock had stood still by then. */
export type Closing = Pick<RequestFacts, 'closedAt' | 'closedOn' | 'closureWorkingSeconds'> & Stood;
type Stood = Pick<RequestFacts, 'suspendedSeconds' | 'suspendedWorkingSeconds'>;
type Suspended = Pick<ServiceRequest, 'suspendedSince' | 'suspendedUntil'>;

/** Nothing kept where nobody has answered. */
export function firstAnswerOf(filedAt: Date, at: Date | null, days: TownDays): FirstAnswer {
  return {
    firstAnswerAt: at,
    firstAnswerOn: at && civilDate(at),
    firstAnswerWorkingSeconds: at && days.workingSeconds(filedAt, at),
  };
}

/** Of a request that is open, nothing but how long the clock has stood still. */
export function closingOf(
  request: Suspended & Pick<ServiceRequest, 'filedAt'>,
  closedAt: Date | null,
  days: TownDays,
): Closing {
  return {
    closedAt,
    closedOn: closedAt && civilDate(closedAt),
    closureWorkingSeconds: closedAt && days.workingSeconds(request.filedAt, closedAt),
    ...stoodStill(request, closedAt, days),
  };
}

/** Up to the end, where there is one. Nought where the suspension has no end, or its end was struck through. */
export function stoodStill(
  { suspendedSince: from, suspendedUntil }: Suspended,
  end: Date | null,
  days: TownDays,
): Stood {
  const until = end && suspendedUntil && end < suspendedUntil ? end : suspendedUntil;
  if (!from || !until || until <= from) return { suspendedSeconds: 0, suspendedWorkingSeconds: 0 };
  return {
    suspendedSeconds: Math.round((until.getTime() - from.getTime()) / 1000),
    suspendedWorkingSeconds: days.workingSeconds(from, until),
  };
}
