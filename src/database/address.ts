/** Where the database is and what every connection to PostgreSQL is bound to; without a framework, so that threads may ask. */
import { join } from 'node:path';
import type { Environment } from '../config/environment.js';

export const POSTGRES_LIMITS =
  '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c TimeZone=UTC';

export const READ_ONLY = ' -c default_transaction_read_only=on';

export function sqliteFile(environment: Environment): string {
  return (
    environment.databaseUrl?.replace(/^sqlite:(\/\/)?/, '') ??
    join(environment.dataDir, 'iter.sqlite')
  );
}
