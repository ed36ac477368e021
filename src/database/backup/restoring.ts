import type { DataSource, EntityManager } from 'typeorm';
import type { Schema } from '../data-source.js';

/** How a copy becomes the database of this installation. */
export interface Restoring {
  /** The copy. */
  readonly file: string;
  readonly schema: Schema;
  /** Names of those that had run when the copy was made: all of them are in the schema. */
  readonly migrations: readonly string[];
  /** What the database that is there is called from now on; null where there is none. */
  readonly asideAs: string | null;
  /** Number of rows or bytes that are in. */
  readonly progress: (count: number) => void;
  /** Called in the transaction in which the rows appear, on the schema of the copy: before anybody could act on them. */
  readonly quieten: (em: EntityManager) => Promise<void>;
  /** Called when all migrations have run. */
  readonly finish: (writer: DataSource) => Promise<void>;
}
