/**
 * The level that entered a phase, as statistics tell it: the role code of who recorded the step, as it was then (operator, supervisor, director,
 * front-desk, …), else what kind of actor it was (citizen, partner, system). Pure.
 */
export interface RecordedBy {
  readonly actorKind: string;
  readonly actorRole: string | null;
}

export function levelOf({ actorKind, actorRole }: RecordedBy): string {
  return actorRole ?? actorKind;
}
