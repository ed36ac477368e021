/** What somebody saw on a paper about a work of ours, as a line of the reconciliation. Pure. */
import type { Operators } from '../../partners/domain/operators.js';
import { differencesOf } from './differences.js';
import type { HeldWork, MatchedLine, SheetRow } from './sheet-row.js';

/** `row`: what the paper says where it is not the same. */
export type Tick =
  { readonly verdict: 'same' | 'absent' } | { readonly verdict: 'differs'; readonly row: SheetRow };

export const TICKS = ['same', 'differs', 'absent'] as const;

/** A work that is still open here stays as it is, unless the paper says when it was done. */
export function tickedLine(ours: HeldWork, tick: Tick, operators: Operators): MatchedLine {
  switch (tick.verdict) {
    case 'absent':
      return { kind: ours.isDone ? 'missing' : 'pending', theirs: null, ours, differences: [] };
    case 'same':
      return { kind: ours.isDone ? 'matched' : 'pending', theirs: null, ours, differences: [] };
    case 'differs': {
      const differences = differencesOf(tick.row, ours, operators);
      const kind = differences.length > 0 ? 'different' : 'matched';
      return { kind, theirs: tick.row, ours, differences };
    }
  }
}
