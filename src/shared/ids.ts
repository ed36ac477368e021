import { v7 } from 'uuid';

/** A fresh UUIDv7 (RFC 9562 §5.7): 36 characters, sorts by the moment it was made. */
export function newId(): string {
  return v7();
}

/** The lowest id that could have been made `backMs` ago: ids from there on are at most so old. */
export function idFloor(backMs: number): string {
  const madeMs = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
  return v7({ msecs: madeMs - backMs, seq: 0, random: new Uint8Array(16) });
}
