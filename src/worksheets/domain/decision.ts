import type { LineKind } from './sheet-row.js';

/** How a difference is settled: their word, ours, or a question to the partner. */
export const DECISIONS = ['accept', 'keep', 'ask'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Lines of these kinds have to be settled before the sheet is closed. */
export const DIFFERING = ['different', 'missing', 'unknown', 'twice'] as const;

/** True for a line that somebody has to decide on. */
export function needsDecision(line: {
  readonly kind: LineKind;
  readonly decision: Decision | null;
}): boolean {
  return isDiffering(line.kind) && line.decision === null;
}

/** True for a kind of line on which the sheet and we do not agree. */
export function isDiffering(kind: LineKind): boolean {
  return (DIFFERING as readonly LineKind[]).includes(kind);
}
