/**
 * A PostgreSQL copy put into an empty schema: its tables are made by the migrations that had run when it was made, its rows come in one
 * transaction, and only then do newer migrations run.
 */
import { DataSource, type EntityManager } from 'typeorm';
import type { Environment } from '../../config/environment.js';
import { assertDurable, type Schema, writerOptions } from '../data-source.js';
import { Transactions } from '../transactions.js';
import { loadRows } from './load-rows.js';
import type { Restoring } from './restoring.js';

export async function restorePostgres(
  environment: Environment,
  restoring: Restoring,
): Promise<void> {
  const { schema, migrations, asideAs, finish } = restoring;
  if (asideAs !== null) await within(environment, NOTHING, (writer) => setAside(writer, asideAs));
  await within(environment, those(schema, migrations), (writer) => load(writer, restoring));
  await within(environment, schema, async (writer) => {
    await assertDurable(writer);
    await finish(writer);
  });
}

const NOTHING: Schema = { entities: [], migrations: [] };

/** Runs what the schema has of migrations, then the work. */
async function within(
  environment: Environment,
  schema: Schema,
  work: (writer: DataSource) => Promise<void>,
): Promise<void> {
  const writer = await new DataSource(writerOptions(environment, schema)).initialize();
  try {
    if (schema.migrations.length > 0) await writer.runMigrations({ transaction: 'each' });
    await work(writer);
  } finally {
    await writer.destroy();
  }
}

function those({ entities, migrations }: Schema, names: readonly string[]): Schema {
  const wanted = new Set(names);
  return { entities, migrations: migrations.filter((one) => wanted.has(one.name)) };
}

async function load(writer: DataSource, { file, progress, quieten }: Restoring): Promise<void> {
  await new Transactions(writer).run(async (em) => {
    await loadRows(em, { file, progress });
    await quieten(em);
  });
  await unhurried(writer, (em) => em.query('ANALYZE')); // else the planner knows nothing of the new rows
}

async function setAside(writer: DataSource, name: string): Promise<void> {
  await new Transactions(writer).run(async (em) => {
    const [here] = (await em.query('SELECT quote_ident(current_schema()) AS name')) as {
      name: string;
    }[]; // one row, one column
    await em.query(`ALTER SCHEMA ${here?.name} RENAME TO ${name}`);
    await em.query(`CREATE SCHEMA ${here?.name}`);
  });
}

async function unhurried(
  writer: DataSource,
  work: (em: EntityManager) => Promise<unknown>,
): Promise<void> {
  const runner = writer.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0');
    await work(runner.manager);
  } finally {
    await runner.query('RESET statement_timeout');
    await runner.release();
  }
}
