import { DataSource } from 'typeorm';
import { databaseKind } from '../../../config/database-kind.js';
import type { Environment } from '../../../config/environment.js';
import { assertDurable, readerOptions, type Schema } from '../../../database/data-source.js';
import type { Clock } from '../../../shared/clock.js';
import { fault, type Finding, ok, warning, wordsOf } from './finding.js';

const MOST_SECONDS_APART = 5;

export interface DatabaseReport {
  readonly findings: readonly Finding[];
  /** This Iter may open it as it is: starting would change nothing. */
  readonly isCurrent: boolean;
}

/** Reads only: a database that is not up to date stays so. */
export async function lookAtDatabase(
  environment: Environment,
  schema: Schema,
  clock: Clock,
): Promise<DatabaseReport> {
  const source = new DataSource(readerOptions(environment, schema));
  try {
    await source.initialize();
    const version = await ofVersion(source, schema);
    const more = databaseKind === 'postgres' ? await ofServer(source, clock) : await ofFile(source);
    return { findings: [version, ...more], isCurrent: version.level === 'ok' };
  } catch (error) {
    const sentence = `it cannot be opened: ${wordsOf(error)}`;
    return { findings: [fault('database', sentence)], isCurrent: false };
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function ofVersion(source: DataSource, { migrations }: Schema): Promise<Finding> {
  const rows = await ask<{ name: string }>(source, 'SELECT name FROM migrations ORDER BY id');
  const had = new Set(rows.map(({ name }) => name));
  const known = migrations.map(({ name }) => name);
  const missing = known.filter((name) => !had.has(name));
  const strange = [...had].filter((name) => !known.includes(name));
  if (strange.length > 0)
    return fault('database', `it belongs to a newer Iter (${strange.at(-1)}): start that one`);
  if (missing.length > 0)
    return warning('database', `${missing.length} migrations are due: the next start brings them`);
  return ok('database', `${databaseKind}, up to date (${rows.at(-1)?.name})`);
}

async function ofServer(source: DataSource, clock: Clock): Promise<Finding[]> {
  const [row] = await ask<{ now: Date; version: string }>(
    source,
    `SELECT now() AS now, current_setting('server_version') AS version`,
  );
  const apart = Math.abs(clock.now().getTime() - (row?.now.getTime() ?? 0)) / 1000;
  const clocks = `its clock and ours are ${Math.round(apart)} s apart`;
  return [
    ok('database', `PostgreSQL ${row?.version}`),
    apart > MOST_SECONDS_APART ? fault('clocks', clocks) : ok('clocks', clocks),
    await ofDurability(source),
  ];
}

async function ofDurability(source: DataSource): Promise<Finding> {
  return assertDurable(source).then(
    () => ok('database', 'what it has confirmed survives a power cut'),
    (error: unknown) => fault('database', wordsOf(error)),
  );
}

async function ofFile(source: DataSource): Promise<Finding[]> {
  const rows = await ask<{ quick_check: string }>(source, 'PRAGMA quick_check(1)');
  const said = rows[0]?.quick_check;
  return [
    said === 'ok'
      ? ok('database', 'the file is whole')
      : fault('database', `the file is damaged (${said}): restore a backup`),
  ];
}

async function ask<Row>(source: DataSource, sql: string): Promise<Row[]> {
  return (await source.query(sql)) as Row[]; // what each statement selects
}
