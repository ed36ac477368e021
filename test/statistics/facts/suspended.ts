/** When the legal clock of a random request stood still, by its filing: some never, the others once, for up to thirty days. */
export interface Suspension {
  readonly suspendedSince: Date | null;
  readonly suspendedUntil: Date | null;
}

const DAY_MS = 86_400_000;

export function suspensionOf({ filedAt }: { readonly filedAt: Date }): Suspension {
  const filed = filedAt.getTime();
  if (filed % 3 === 0) return { suspendedSince: null, suspendedUntil: null };
  const since = filed + (filed % (15 * DAY_MS));
  const until = since + (filed % (30 * DAY_MS));
  return { suspendedSince: new Date(since), suspendedUntil: new Date(until) };
}
