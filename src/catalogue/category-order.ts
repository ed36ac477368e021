/** The council's order of categories: each stands behind another one, or is the first. */
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { queryRows } from '../database/query-rows.js';
import { updateRows } from '../database/update-rows.js';
import { Category } from './category.entity.js';

interface Place {
  readonly id: string;
  readonly code: string;
  readonly position: number;
}

/** As it is. Until the transaction ends nobody else changes it; filings, which only refer to a category, do not wait. */
export async function holdOrder(em: EntityManager): Promise<readonly Place[]> {
  const held = databaseKind === 'postgres' ? 'FOR NO KEY UPDATE' : '';
  const places = await queryRows<Place>(
    em,
    `SELECT id AS "id", code AS "code", position AS "position" FROM categories ORDER BY id ${held}`,
    {},
  );
  return places.sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
}

/** The code of the one before it; null for the first. */
export function oneBefore(order: readonly Place[], code: string): string | null {
  return order[order.findIndex((place) => place.code === code) - 1]?.code ?? null;
}

/** Puts it behind the other one, null: first. Only what stands elsewhere then is written. */
export async function placeBehind(
  em: EntityManager,
  order: readonly Place[],
  { code, after }: { readonly code: string; readonly after: string | null },
): Promise<void> {
  const own = order.filter((place) => place.code === code);
  const others = order.filter((place) => place.code !== code);
  const at = others.findIndex((place) => place.code === after) + 1; // not there: 0
  for (const [index, { id, position }] of others.toSpliced(at, 0, ...own).entries())
    if (position !== index + 1) await updateRows(em, Category, { id }, { position: index + 1 });
}
