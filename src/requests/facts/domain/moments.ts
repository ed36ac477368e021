/** How the facts keep a first answer and a closing: the instant, its civil date, and how long it took in working time. Pure. */
import { civilDate } from '../../../calendar/domain/civil-time.js';
import type { TownCalendar } from '../../../calendar/town-calendar.js';
import type { RequestFacts } from '../request-facts.entity.js';

/** The town's calendar as it is when something is recorded. */
export type TownDays = Pick<TownCalendar, 'workingSeconds'>;
export type FirstAnswer = Pick<RequestFacts, 'firstAnswerAt' | 'firstAnswerOn' | 'firstAnswerWorkingSeconds'>; // prettier-ignore
export type Closing = Pick<RequestFacts, 'closedAt' | 'closedOn' | 'closureWorkingSeconds'>;

interface Taken {
  readonly filedAt: Date;
  /** Null: it has not happened. */
  readonly at: Date | null;
}

/** Nothing kept where nobody has answered. */
export function firstAnswerOf({ filedAt, at }: Taken, days: TownDays): FirstAnswer {
  return {
    firstAnswerAt: at,
    firstAnswerOn: at && civilDate(at),
    firstAnswerWorkingSeconds: at && days.workingSeconds(filedAt, at),
  };
}

/** Nothing kept where it is open. */
export function closingOf({ filedAt, at }: Taken, days: TownDays): Closing {
  return {
    closedAt: at,
    closedOn: at && civilDate(at),
    closureWorkingSeconds: at && days.workingSeconds(filedAt, at),
  };
}
