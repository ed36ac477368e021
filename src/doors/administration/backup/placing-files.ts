import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storeFolder } from '../../../files/stored-path.js';
import { copyThrough, makeFolder, syncPath } from '../../../shared/on-disk.js';
import { COPY_NAMES } from '../../../database/backup/copied-database.js';
import { type Entry, SECRETS } from './manifest.js';

const NOT_FILES: readonly string[] = [...Object.values(COPY_NAMES), SECRETS];

/** Puts everything of a backup that is neither database nor secrets where it lay in the data folder. One that is there already is written anew. */
export async function placeFiles(
  from: string,
  dataDir: string,
  {
    entries,
    progress,
  }: { entries: readonly Entry[]; progress: (done: number, of: number) => void },
): Promise<number> {
  const files = entries.filter(({ path }) => !NOT_FILES.includes(path));
  const temporary = join(storeFolder(dataDir), 'tmp');
  await makeFolder(temporary);
  const folders = new Set<string>();
  for (const [done, { path }] of files.entries()) {
    progress(done, files.length);
    const target = join(dataDir, path);
    await makeFolder(dirname(target));
    await place(join(from, path), target, temporary);
    folders.add(dirname(target));
  }
  for (const folder of folders) await syncPath(folder);
  progress(files.length, files.length);
  return files.filter(({ path }) => path.startsWith('files/')).length;
}

async function place(from: string, to: string, temporary: string): Promise<void> {
  const half = join(temporary, 'restoring');
  await rm(half, { force: true }); // of a restore that was cut off
  await copyThrough(from, half);
  await rename(half, to);
}
