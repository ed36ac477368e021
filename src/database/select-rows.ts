import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import { bind } from './statements/placeholders.js';
import { ask } from './statements/statement.js';

const heads = new WeakMap<EntityMetadata, string>();

/**
 * Entities of one table by a condition in SQL: what `find` gives, without the query builder, which costs more than the query. `tail` is all
 * that follows the table's name ("WHERE request_id = :requestId ORDER BY seq LIMIT 500"); placeholders as in `queryRows`.
 */
export async function selectRows<T extends ObjectLiteral>(
  em: EntityManager,
  entity: new () => T,
  tail: string,
  parameters: Record<string, unknown> = {},
): Promise<T[]> {
  const metadata = em.dataSource.getMetadata(entity as EntityTarget<T>);
  const [text, values] = bind(`${head(em, metadata)} ${tail}`, parameters);
  const { rows } = await ask(em, text, values);
  return rows.map((row) => hydrate(em, entity, metadata, row as ObjectLiteral)); // columns under their own names
}

/** The first of them, or null. */
export async function selectRow<T extends ObjectLiteral>(
  em: EntityManager,
  entity: new () => T,
  tail: string,
  parameters: Record<string, unknown> = {},
): Promise<T | null> {
  const [row] = await selectRows(em, entity, `${tail} LIMIT 1`, parameters);
  return row ?? null;
}

function head(em: EntityManager, metadata: EntityMetadata): string {
  const known = heads.get(metadata);
  if (known) return known;
  const { driver } = em.dataSource;
  const names = metadata.columns.map(({ databaseName }) => driver.escape(databaseName));
  const text = `SELECT ${names.join(', ')} FROM ${driver.escape(metadata.tablePath)}`;
  heads.set(metadata, text);
  return text;
}

function hydrate<T extends ObjectLiteral>(
  em: EntityManager,
  entity: new () => T,
  { columns }: EntityMetadata,
  row: ObjectLiteral,
): T {
  const made: ObjectLiteral = new entity();
  for (const column of columns)
    made[column.propertyName] = em.dataSource.driver.prepareHydratedValue(
      row[column.databaseName],
      column,
    ) as unknown;
  return made as T;
}
