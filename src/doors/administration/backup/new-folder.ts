import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PlainFault } from '../../../shared/plain-fault.js';

/**
 * Where a backup goes: the folder that is named, or, where that is there already, a new one in it that bears the time (UTC). Throws a
 * {@link PlainFault} for a file, and where the folder above is missing: a disk that is not mounted looks like that.
 */
export async function newFolder(target: string, now: Date): Promise<string> {
  const path = resolve(target);
  const isFolder = await kindOf(path);
  if (isFolder === false) throw new PlainFault(`${path} is a file; a backup is a folder`);
  if (isFolder === true) return join(path, `iter-${stampOf(now)}`);
  if ((await kindOf(dirname(path))) !== true)
    throw new PlainFault(`there is no folder ${dirname(path)} in which ${path} could be made`);
  return path;
}

/** True for a folder, false for anything else, null for nothing. */
async function kindOf(path: string): Promise<boolean | null> {
  const found = await stat(path).catch(() => null);
  return found && found.isDirectory();
}

function stampOf(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '');
}
