import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { insertRows } from '../../../database/insert-rows.js';
import { newId } from '../../../shared/ids.js';

export interface Added {
  /** Ids of everything that is there now, by key. */
  readonly ids: ReadonlyMap<string, string>;
  readonly added: number;
}

const BATCH = 500; // both databases limit the parameters of one statement

/** Inserts those rows whose key is not in the table yet; what is there is left as the council has it. */
export async function addMissing<T extends ObjectLiteral & { id: string }>(
  em: EntityManager,
  entity: EntityTarget<T>,
  { rows, keyOf }: { rows: readonly Omit<T, 'id'>[]; keyOf: (row: Omit<T, 'id'>) => string },
): Promise<Added> {
  const kept = await em.find(entity);
  const ids = new Map(kept.map((row) => [keyOf(row), row.id]));
  const fresh = rows
    .filter((row) => !ids.has(keyOf(row)))
    .map(
      (row) => ({ ...row, id: newId() }) as unknown as QueryDeepPartialEntity<T> & { id: string },
    ); // whole rows of T
  for (let i = 0; i < fresh.length; i += BATCH)
    await insertRows(em, entity, fresh.slice(i, i + BATCH));
  for (const row of fresh) ids.set(keyOf(row as unknown as Omit<T, 'id'>), row.id); // the same rows again
  return { ids, added: fresh.length };
}

export function byCode({ code }: { readonly code: string }): string {
  return code;
}

/** The id that a code stands for. Throws where there is none: the file's references were checked. */
export function idOf({ ids }: Added, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`"${code}" was checked and is not there`);
  return id;
}

export function idOrNull(added: Added, code: string | null): string | null {
  return code === null ? null : idOf(added, code);
}
