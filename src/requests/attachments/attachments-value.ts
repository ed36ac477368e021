import type { StoredFile } from './stored-file.js';

/** What a step commits to of its files; undefined where it has none. */
export function attachmentsValue(
  files: readonly StoredFile[],
): { digest: string; name: string; kind: string }[] | undefined {
  if (files.length === 0) return undefined;
  return files.map(({ digest, originalName, kind }) => ({ digest, name: originalName, kind }));
}
