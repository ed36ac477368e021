/** The secret of an endpoint: `whsec_` and 32 bytes; after a rotation the old one signs beside the new one for 24 hours. */
export interface SecretPair {
  readonly current: string;
  readonly previous?: string;
  /** RFC 3339 */
  readonly previousUntil?: string;
}

export const ROTATION_OVERLAP_MS = 24 * 60 * 60 * 1_000;

export function rotated(pair: SecretPair, fresh: string, now: Date): SecretPair {
  return {
    current: fresh,
    previous: pair.current,
    previousUntil: new Date(now.getTime() + ROTATION_OVERLAP_MS).toISOString(),
  };
}

/** The secrets that count at `now`, the current one first. */
export function validSecrets(pair: SecretPair, now: Date): string[] {
  const isOverlap = pair.previousUntil !== undefined && now.toISOString() < pair.previousUntil;
  return pair.previous !== undefined && isOverlap ? [pair.current, pair.previous] : [pair.current];
}
