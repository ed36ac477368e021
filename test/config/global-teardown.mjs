import { rmSync } from 'node:fs';
import pg from 'pg';

export default async function tearDown() {
  rmSync(process.env.ITER_TEST_DIR, { recursive: true, force: true });
  if (process.env.TEST_DATABASE_URL) await dropDatabasesOfThisRun(process.env.TEST_DATABASE_URL);
}

async function dropDatabasesOfThisRun(server) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query(
    `SELECT datname FROM pg_database WHERE starts_with(datname, $1)`,
    [`iter_test_${process.env.ITER_TEST_RUN}_`],
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await client.end();
}
