/**
 * Column helpers that mean the same on both databases.
 * An instant is UTC with milliseconds: `timestamptz` on PostgreSQL, ISO 8601 text on SQLite (which sorts the same).
 * JSON is text on both, so that raw rows read alike. In raw queries pass instants as `toISOString()`.
 */
import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';

const postgres = databaseKind === 'postgres';

export const INSTANT_TYPE = postgres ? 'timestamptz' : 'text';
export const BYTES_TYPE = postgres ? 'bytea' : 'blob';

export const instantTransformer = {
  to: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
  from: (value: unknown) => (value === null || value === undefined ? null : toInstant(value)),
};

/** A moment, `Date` in the code. */
export function InstantColumn(options: Omit<ColumnOptions, 'type'> = {}): PropertyDecorator {
  return Column({ type: INSTANT_TYPE, transformer: instantTransformer, ...options });
}

/** A civil date of Europe/Rome, `YYYY-MM-DD` text on both databases. */
export function CivilDateColumn(options: Omit<ColumnOptions, 'type'> = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 10, ...options });
}

export function JsonColumn(options: Omit<ColumnOptions, 'type'> = {}): PropertyDecorator {
  return Column({ type: 'simple-json', ...options });
}

export function BytesColumn(options: Omit<ColumnOptions, 'type'> = {}): PropertyDecorator {
  return Column({ type: BYTES_TYPE, ...options });
}

/** The surrogate key: a UUIDv7 made by the application. */
export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'varchar', length: 36 });
}

/** A reference to another row by its id; name the target with `@ForeignKey('Entity')` beside it. */
export function RefColumn(options: Omit<ColumnOptions, 'type' | 'length'> = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 36, ...options });
}

/** A code of ours, or a word from an `as const` list. */
export function CodeColumn(options: Omit<ColumnOptions, 'type'> = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 60, ...options });
}

/** Reads an instant out of a raw row of either database. */
export function toInstant(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value));
}

/** Reads a nullable instant out of a raw row. */
export function toInstantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : toInstant(value);
}

/** SQL: whole milliseconds between two instant columns. */
export function milliseconds(from: string, until: string): string {
  return databaseKind === 'postgres'
    ? `CAST(ROUND(EXTRACT(EPOCH FROM ${until} - ${from}) * 1000) AS BIGINT)`
    : `CAST(ROUND((unixepoch(${until}, 'subsec') - unixepoch(${from}, 'subsec')) * 1000) AS INTEGER)`;
}
