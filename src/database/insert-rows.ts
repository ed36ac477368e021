import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { placeholder } from './statements/placeholders.js';
import { tell } from './statements/statement.js';

/**
 * Inserts without reading back: the plain INSERT that TypeORM's `save()` wraps in three more statements, without the query builder's way
 * to it. A column that no row names gets its default; one that some rows name is NULL in the others. The answer is not waited for: see
 * {@link tell}.
 */
export async function insertRows<T extends ObjectLiteral>(
  em: EntityManager,
  entity: EntityTarget<T>,
  rows: QueryDeepPartialEntity<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  const given: ObjectLiteral[] = rows;
  const { tablePath, columns } = em.dataSource.getMetadata(entity);
  const { driver } = em.dataSource;
  const named = columns.filter(({ propertyName }) =>
    given.some((row) => row[propertyName] !== undefined),
  );
  const values: unknown[] = [];
  const tuples = given.map((row) => {
    const places = named.map((column) => {
      values.push(driver.preparePersistentValue(row[column.propertyName] ?? null, column) ?? null);
      return placeholder(values);
    });
    return `(${places.join(', ')})`;
  });
  const names = named.map(({ databaseName }) => driver.escape(databaseName));
  await tell(
    em,
    `INSERT INTO ${driver.escape(tablePath)} (${names.join(', ')}) VALUES ${tuples.join(', ')}`,
    values,
  );
}
