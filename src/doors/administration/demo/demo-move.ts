/** `asked`: somebody of the office that was asked last. */
export type Mover = 'worker' | 'head' | 'citizen' | 'partner' | 'asked';

export interface Move {
  readonly by: Mover;
  /** Hours after the move before. */
  readonly after: number;
  /** An action of the iter, or of a partner's task. */
  readonly action: string;
  readonly note?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Passed over where the request does not offer it: an iter without inspection, a category without authorisation. */
  readonly ifOffered?: boolean;
}
