/** Keyset paging: a list answers its rows and an opaque cursor to the next ones, never a total. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export function encodeCursor(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** Null where the text is not a cursor of ours with `length` parts: the caller starts from the top. */
export function decodeCursor(
  cursor: string | undefined,
  length: number,
): (string | number | null)[] | null {
  if (!cursor) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length) return null;
    const plain = parts.every((p) => p === null || typeof p === 'string' || typeof p === 'number');
    return plain ? (parts as (string | number | null)[]) : null;
  } catch {
    return null; // a cursor that was cut or forged: not worth an error
  }
}
