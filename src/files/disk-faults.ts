import { Unavailable } from '../database/unavailable.js';

const DISK_FAULTS = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'];

/** What to throw for an error of the file system: `Unavailable` where the disk is full or failing, else the error itself. */
export function asUnavailable(error: unknown): unknown {
  if (!DISK_FAULTS.includes(codeOf(error))) return error;
  return new Unavailable('the disk does not take or give files', 5, { cause: error });
}

/** For `catch`: nothing under that name is no fault. Throws everything else. */
export function unlessAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw asUnavailable(error);
}

/** The system's code of an error, such as ENOSPC; empty where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
