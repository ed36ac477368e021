import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Somebody else serves this data folder: the message is for whoever started us, and needs no stack. */
export class DataFolderTaken extends Error {}

/**
 * Holds the data folder for one web or delivery process (SQLite only): an exclusive transaction on a file of its own, which the system
 * gives back even after a kill. Throws {@link DataFolderTaken} where another process holds it.
 */
export function holdInstance(dataDir: string): () => void {
  const lock = new Database(join(dataDir, 'instance.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new DataFolderTaken(
      `another Iter process uses the data folder ${dataDir}; with SQLite only one may serve it`,
      {
        cause: error,
      },
    );
  }
  return () => lock.close();
}
