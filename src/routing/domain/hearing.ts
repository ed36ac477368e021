/** Which steps a partner that is only informed hears of. Left out: every public step. */
export interface HeardStep {
  readonly action: string;
  /** The step files or reopens the request, or closes it. */
  readonly opensOrCloses: boolean;
}

/** `ends`: opening and closing. A list: these actions. */
export type Hearing = 'ends' | readonly string[];

export function hears(hearing: Hearing | null | undefined, step: HeardStep): boolean {
  if (!hearing) return true;
  return hearing === 'ends' ? step.opensOrCloses : hearing.includes(step.action);
}

/** What hears at least what either does; undefined is everything. */
export function widerHearing(a: Hearing | undefined, b: Hearing | undefined): Hearing | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === 'ends' && b === 'ends') return a;
  return a === 'ends' || b === 'ends' ? undefined : [...new Set([...a, ...b])];
}
