/** A paper (PDF) cannot be compared by us: the works of its month stand ready to be ticked, and those still open in case it lists one. Pure. */
import type { HeldWork, MatchedLine } from './sheet-row.js';

export function paperLines(works: readonly HeldWork[], month: string): MatchedLine[] {
  return works
    .filter((work) => !work.isDone || work.day?.startsWith(month))
    .map((work) => ({
      kind: work.isDone ? ('unticked' as const) : ('pending' as const),
      theirs: null,
      ours: work,
      differences: [],
    }));
}
