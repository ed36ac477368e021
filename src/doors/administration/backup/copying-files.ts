import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../files/disk-faults.js';
import { copyThrough, syncPath } from '../../../shared/on-disk.js';
import { storedPath, storeFolder } from '../../../files/stored-path.js';
import type { Entry } from './manifest.js';

/** Of the data folder, beside database and stored files: what the invented town needs to be known again. */
const BESIDE = ['demo-ticket.json'];

interface Wanted {
  /** SHA-256 by the name under which it is stored. */
  readonly named: ReadonlyMap<string, string>;
  readonly progress: (done: number) => void;
}

export interface CopiedFiles {
  readonly entries: readonly Entry[];
  readonly absent: readonly string[];
  readonly damaged: readonly string[];
}

/** Copies the bytes that rows name, and says what is not as the rows say. */
export async function copyStored(
  dataDir: string,
  folder: string,
  { named, progress }: Wanted,
): Promise<CopiedFiles> {
  const from = storeFolder(dataDir);
  const to = storeFolder(folder);
  const entries: Entry[] = [];
  const absent: string[] = [];
  const damaged: string[] = [];
  const folders = new Set<string>();
  for (const [storedAs, digest] of named) {
    progress(entries.length + absent.length);
    const place = storedPath(storedAs);
    const copied = place && (await copyIfThere(join(from, place), join(to, place)));
    if (!copied) {
      absent.push(storedAs);
      continue;
    }
    for (let made = dirname(join(to, place)); made !== folder; made = dirname(made))
      folders.add(made);
    entries.push({ path: `files/${place}`, ...copied });
    if (copied.sha256 !== digest) damaged.push(storedAs);
  }
  for (const made of folders) await syncPath(made);
  progress(named.size);
  return { entries, absent, damaged };
}

/** Copies the files that lie beside database and store. */
export async function copyBeside(dataDir: string, folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const path of BESIDE.filter((name) => existsSync(join(dataDir, name))))
    entries.push({ path, ...(await copyThrough(join(dataDir, path), join(folder, path))) });
  return entries;
}

async function copyIfThere(from: string, to: string): Promise<Omit<Entry, 'path'> | null> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    return await copyThrough(from, to);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !existsSync(from)) return null;
    throw error;
  }
}
