/** Where stored bytes lie: 48 hexadecimal characters are a name, and nothing else is ever taken for a path. */
import { join } from 'node:path';

const NAME = /^[0-9a-f]{48}$/;

/** The folder of all stored bytes. */
export function storeFolder(dataDir: string): string {
  return join(dataDir, 'files');
}

/** The place of a name below the store's folder, or null for what is no name. */
export function storedPath(storedAs: string): string | null {
  return NAME.test(storedAs) ? shardedPath(storedAs) : null;
}

/** The same for a name that we have just made. */
export function shardedPath(name: string): string {
  return join(name.slice(0, 2), name.slice(2, 4), name);
}
