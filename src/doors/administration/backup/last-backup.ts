import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lastBackup = z.object({ madeAt: z.iso.datetime(), folder: z.string() });
export type LastBackup = z.infer<typeof lastBackup>;

/** Remembers in the data folder when the last backup was made, and where: for who watches over them. */
export async function noteBackup(dataDir: string, note: LastBackup): Promise<void> {
  const file = fileIn(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Null where none was ever made here. */
export async function readLastBackup(dataDir: string): Promise<LastBackup | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  return text === null ? null : lastBackup.parse(JSON.parse(text));
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'last-backup.json');
}
