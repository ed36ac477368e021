/**
 * How an address asks for what happened in a span of days: `passaggio=received~taken-in-charge~2026-10-01~2026-10-31` (from `-`: it was filed)
 * and `durata=closure~3~7~2026-10-01~2026-10-31` (over 3, up to 7 days; up to `-`: however long), `casi=inTerm~2026-10-01~2026-10-31`. Pure; what
 * cannot be read is null.
 */
import { isCivilDate } from '../../../calendar/domain/civil-time.js';
import {
  type AskedCases,
  type AskedDuration,
  type AskedMove,
  COUNTED_CASES,
} from '../../../requests/queries/passed/passed-filter.js';

const NOTHING = '-';
const CODE = /^[a-z0-9][a-z0-9-]{0,59}$/;
const DAYS = /^\d{1,4}$/;

export function writeMove({ fromState, toState, from, to }: AskedMove): string {
  return [fromState ?? NOTHING, toState, from, to].join('~');
}

export function readMove(text: string): AskedMove | null {
  const [fromState = '', toState = '', from = '', to = '', ...more] = text.split('~');
  const isRight =
    more.length === 0 &&
    (fromState === NOTHING || CODE.test(fromState)) &&
    CODE.test(toState) &&
    isSpan(from, to);
  return isRight
    ? { fromState: fromState === NOTHING ? null : fromState, toState, from, to }
    : null;
}

export function writeDuration({ of, overDays, upToDays, from, to }: AskedDuration): string {
  return [of, overDays, upToDays ?? NOTHING, from, to].join('~');
}

export function readDuration(text: string): AskedDuration | null {
  const [of = '', over = '', upTo = '', from = '', to = '', ...more] = text.split('~');
  if (of !== 'closure' && of !== 'firstAnswer') return null;
  const isRight =
    more.length === 0 &&
    DAYS.test(over) &&
    (upTo === NOTHING || DAYS.test(upTo)) &&
    isSpan(from, to);
  const upToDays = upTo === NOTHING ? null : Number(upTo);
  return isRight ? { of, overDays: Number(over), upToDays, from, to } : null;
}

export function writeCases({ of, from, to }: AskedCases): string {
  return [of, from, to].join('~');
}

export function readCases(text: string): AskedCases | null {
  const [named = '', from = '', to = '', ...more] = text.split('~');
  const of = COUNTED_CASES.find((one) => one === named);
  return of && more.length === 0 && isSpan(from, to) ? { of, from, to } : null;
}

function isSpan(from: string, to: string): boolean {
  return isCivilDate(from) && isCivilDate(to);
}
