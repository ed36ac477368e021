import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One scratch folder for the run; with TEST_DATABASE_URL the whole suite runs on PostgreSQL, and every database that it makes there bears the
 * run's name, so that the end of the run finds them.
 */
export default function setUp() {
  process.env.ITER_TEST_DIR = mkdtempSync(join(tmpdir(), 'iter-test-'));
  process.env.ITER_TEST_RUN = randomBytes(4).toString('hex');
  process.env.TZ ??= 'UTC';
  if (process.env.TEST_DATABASE_URL) process.env.DATABASE_URL = process.env.TEST_DATABASE_URL;
  else delete process.env.DATABASE_URL;
}
