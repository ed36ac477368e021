/** What became of one request by the days on which things happened, once more, slowly and simply, from its steps alone. */
import type { Step } from '../../../src/requests/steps/step.entity.js';
import { romeDate } from '../counted-town.js';

interface PlainMove {
  readonly toState: string;
  /** On which it happened. */
  readonly day: string;
  /** Recorded in a later month than the one in which it happened. */
  readonly isLate: boolean;
  /** It happened before what was recorded before it. */
  readonly isBeforeTheLast: boolean;
}

export interface PlainPast {
  readonly filedOn: string;
  readonly firstAnswerOn: string | null;
  /** In their order; a reopening does not count before the closing that it follows, nor a closing before the reopening that it follows. */
  readonly closedOn: readonly string[];
  readonly reopenedOn: readonly string[];
  readonly moves: readonly PlainMove[];
  openOn(day: string): boolean;
  /** Of what was open then. */
  stateOn(day: string): string;
}

/** Open from a filing or a reopening to a closing. */
interface Stretch {
  readonly from: string;
  until: string | null;
  readonly moves: PlainMove[];
}

/** All steps of the request in the order in which they were recorded; none was struck through. */
export function plainPast(steps: readonly Step[]): PlainPast {
  const moves = steps.filter(({ fromState, toState }) => fromState !== toState);
  const [filing] = moves;
  if (!filing) throw new Error('a request without a filing');
  const stretches: Stretch[] = [];
  let last = filing.occurredAt.getTime();
  const told = moves.map((step, i): PlainMove => {
    const { toState, fromState, occurredAt, recordedAt } = step;
    const day = romeDate(occurredAt);
    const before = moves[i - 1];
    const move = { toState, day, isLate: day.slice(0, 7) !== romeDate(recordedAt).slice(0, 7), isBeforeTheLast: before !== undefined && occurredAt < before.occurredAt }; // prettier-ignore
    const turns = i === 0 || toState === 'closed' || fromState === 'closed';
    if (turns) last = Math.max(last, occurredAt.getTime());
    const turnedOn = romeDate(new Date(last));
    if (toState === 'closed') stretches.at(-1)!.until = turnedOn;
    else if (turns) stretches.push({ from: turnedOn, until: null, moves: [move] });
    else stretches.at(-1)!.moves.push(move);
    return move;
  });
  const answers = steps.slice(1).filter(({ visibility, actorKind }) => visibility === 'public' && actorKind === 'office'); // prettier-ignore
  const days = answers.map(({ occurredAt }) => romeDate(occurredAt)).sort();
  const stretchOn = (day: string) => stretches.findLast(({ from }) => from <= day);
  return {
    filedOn: romeDate(filing.occurredAt),
    firstAnswerOn: days[0] ?? null,
    closedOn: stretches.flatMap(({ until }) => until ?? []),
    reopenedOn: stretches.slice(1).map(({ from }) => from),
    moves: told,
    openOn: (day) => {
      const stretch = stretchOn(day);
      return stretch !== undefined && (stretch.until === null || stretch.until > day);
    },
    stateOn: (day) => {
      const { moves: within = [] } = stretchOn(day) ?? {};
      return (within.findLast((move) => move.day <= day) ?? within[0])?.toState ?? '';
    },
  };
}
