import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One scratch folder for the run; with TEST_DATABASE_URL the whole suite runs on PostgreSQL. */
export default function setUp() {
  process.env.ITER_TEST_DIR = mkdtempSync(join(tmpdir(), 'iter-test-'));
  process.env.TZ ??= 'UTC';
  if (process.env.TEST_DATABASE_URL) process.env.DATABASE_URL = process.env.TEST_DATABASE_URL;
  else delete process.env.DATABASE_URL;
}
