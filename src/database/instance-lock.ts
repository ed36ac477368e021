import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PlainFault } from '../shared/plain-fault.js';

/**
 * Holds the data folder for one web or delivery process (SQLite only): an exclusive transaction on a file of its own, which the system
 * gives back even after a kill. Throws a {@link PlainFault} where another process holds it.
 */
export function holdInstance(dataDir: string): () => void {
  const lock = new Database(join(dataDir, 'instance.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new PlainFault(
      `another Iter process uses the data folder ${dataDir}; with SQLite only one may serve it`,
      {
        cause: error,
      },
    );
  }
  return () => lock.close();
}
