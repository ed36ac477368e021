import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf } from '../../../files/disk-faults.js';
import { digestOf } from '../../../shared/on-disk.js';
import { PlainFault } from '../../../shared/plain-fault.js';
import { MANIFEST, type Manifest, readManifest } from './manifest.js';

/** Reads what a backup says of itself. Throws a {@link PlainFault} where the folder holds no whole backup that this program reads. */
export async function openBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw error;
    throw new PlainFault(`${folder} is no backup: it has no ${MANIFEST}${hint(folder)}`, {
      cause: error,
    });
  });
  const manifest = readManifest(text);
  if (typeof manifest === 'string') throw new PlainFault(`${folder}: ${manifest}`);
  return manifest;
}

/** Reads every file of the backup. Throws a {@link PlainFault} that names the first one that is not as it was written. */
export async function checkEntries(
  folder: string,
  { entries }: Manifest,
  progress: (done: number, of: number) => void,
): Promise<void> {
  for (const [done, { path, sizeBytes, sha256 }] of entries.entries()) {
    progress(done, entries.length);
    const file = join(folder, path);
    const found = await stat(file).catch(() => null);
    if (!found) throw new PlainFault(`${file} is missing: this backup is not whole`);
    const isSame = found.size === sizeBytes && (await digestOf(file)).sha256 === sha256;
    if (!isSame)
      throw new PlainFault(
        `${file} is not what was written: its checksum is another. Nothing was restored; take another backup`,
      );
  }
  progress(entries.length, entries.length);
}

function hint(folder: string): string {
  return basename(folder).endsWith('.partial') ? ' (it was cut off while it was written)' : '';
}
