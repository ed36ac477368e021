/** What a correction does to the step that it strikes through. The step itself stays, with who struck it, when and why. */
export const TREATMENTS = ['keep', 'hide', 'erase'] as const;
export type Treatment = (typeof TREATMENTS)[number];

export interface Correction {
  /** The step to strike through. */
  readonly seq: number;
  readonly reason: string;
  /** Its texts stay readable, are for offices only, or are emptied for good (their commitments stay, so the chain stays sound). */
  readonly treatment: Treatment;
  /** The version of the request that the person saw: a wrong move of the state is undone with it. */
  readonly version: number;
}
