import { validate } from 'uuid';

/** Keyset paging: a list answers its rows and an opaque cursor to the next ones, never a total. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a part of a cursor is; a database would refuse anything else. */
const PARTS = {
  /** As `Date.toISOString` writes it. */
  instant: (part: unknown) => typeof part === 'string' && isInstant(part),
  id: (part: unknown) => validate(part),
  /** A name or a code. */
  text: (part: unknown) => typeof part === 'string' && part.length <= 200 && !part.includes('\0'),
  /** A running number of a table. */
  number: (part: unknown) => Number.isInteger(part) && Math.abs(Number(part)) < 2 ** 31,
} as const;
type Part = keyof typeof PARTS;
type Parts<S extends readonly Part[]> = { [K in keyof S]: S[K] extends 'number' ? number : string };

/** A list in the order of an instant goes on behind a line. */
export const BY_INSTANT = ['instant', 'id'] as const;

export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** Null where the text is not a cursor of ours of this shape, cut or forged: a page then starts from the top. */
export function decodeCursor<const S extends readonly Part[]>(
  cursor: string | undefined,
  shape: S,
): Parts<S> | null {
  if (!cursor) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs =
      Array.isArray(parts) &&
      parts.length === shape.length &&
      shape.every((part, i) => PARTS[part](parts[i]));
    return isOurs ? (parts as Parts<S>) : null; // each part was just looked at
  } catch {
    return null; // no JSON at all
  }
}

function isInstant(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text && text.length === 24; // years of four figures
}
