/**
 * When a term ends after its clock stood still between two instants: what was left of it when the clock stopped is left when it goes on. So the
 * unit that it is counted in says what is given back.
 *
 * - Calendar days: whole days, and a term that would end on a holiday moves on as it would have.
 * - Working days: the working days that passed meanwhile; one that was begun counts whole, and a weekend gives nothing back.
 * - Hours: exactly the time that passed, also through a change of the clocks.
 */
import { assertNever } from '../../shared/assert-never.js';
import type { Bounds } from './civil-time.js';
import { type DeadlineDays, extendBy, workingDeadline } from './deadline.js';
import type { SpanUnit } from '../../shared/span.js';
import { workingMilliseconds } from './working-time.js';

const DAY_MS = 86_400_000;

export interface RunningTerm {
  readonly dueAt: Date;
  readonly termUnit: SpanUnit;
}

/** Throws RangeError where the clock would go on before it stopped. */
export function resumedDeadline(
  { dueAt, termUnit }: RunningTerm,
  stoodStill: Bounds,
  calendar: DeadlineDays,
): Date {
  const { from, to } = stoodStill;
  const lostMs = to.getTime() - from.getTime();
  if (!(lostMs >= 0)) throw new RangeError('a suspension cannot be negative');
  switch (termUnit) {
    case 'days':
      return extendBy(dueAt, lostMs / 1000, calendar);
    case 'workingDays': {
      const lostDays = Math.ceil(workingMilliseconds(from, to, calendar) / DAY_MS);
      const lastMoment = new Date(dueAt.getTime() - 1);
      return lostDays === 0 ? dueAt : workingDeadline(lastMoment, lostDays, calendar);
    }
    case 'hours':
      return new Date(dueAt.getTime() + lostMs);
    default:
      return assertNever(termUnit);
  }
}
