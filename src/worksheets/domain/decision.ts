/** How a difference is settled: their word, ours, or a question to the partner. */
export const DECISIONS = ['accept', 'keep', 'ask'] as const;
export type Decision = (typeof DECISIONS)[number];

/** True for a line that somebody has to decide on. */
export function needsDecision(line: {
  readonly kind: string;
  readonly decision: Decision | null;
}): boolean {
  return line.kind !== 'matched' && line.decision === null;
}
