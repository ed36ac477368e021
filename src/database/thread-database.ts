/**
 * The database read from a thread or process that has nothing of the program but data: a read-only connection of its own, outside the pool. Never
 * writes; what it reads is the last commit.
 */
import { databaseKind } from '../config/database-kind.js';
import type { Environment } from '../config/environment.js';
import { POSTGRES_LIMITS, READ_ONLY, sqliteFile } from './address.js';
import { bind } from './statements/placeholders.js';

const WAIT_MS = 5_000;
/** It reads on and never back: the driver's own 16 MB would only lie there. */
const CACHE_KB = 2_000;

/** Where it is: the file of SQLite, or the address of PostgreSQL. */
export interface ThreadDatabase {
  readonly address: string;
}

/** The values of a row as the driver has them, without names: texts, on SQLite numbers too. */
export type PlainRow = readonly (string | number | null)[];

export interface ThreadConnection {
  /** Placeholders are `:name` and `:...list`; the same text runs on both databases. A text asked again stays prepared on SQLite. */
  readonly rows: (sql: string, parameters: Record<string, unknown>) => Promise<PlainRow[]>;
  readonly close: () => Promise<void>;
}

export function threadDatabase(environment: Environment): ThreadDatabase {
  return {
    address:
      databaseKind === 'postgres' ? (environment.databaseUrl ?? '') : sqliteFile(environment),
  };
}

/** To be called in the thread. */
export function openThreadDatabase({ address }: ThreadDatabase): Promise<ThreadConnection> {
  return databaseKind === 'postgres' ? openPostgres(address) : openSqlite(address);
}

/** Drivers are loaded here: a thread is to take little, and needs one of them. */
async function openSqlite(file: string): Promise<ThreadConnection> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma(`busy_timeout = ${WAIT_MS}`); // waiting in a thread stops nobody else
  database.pragma(`cache_size = -${CACHE_KB}`);
  database.pragma('query_only = ON');
  database.pragma('trusted_schema = OFF');
  const prepared = new Map<string, ReturnType<typeof database.prepare>>();
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare(sql).raw();
    prepared.set(sql, statement);
    return statement;
  };
  return {
    rows: (sql, parameters) => {
      const [text, values] = bind(sql, parameters);
      return Promise.resolve(prepare(text).all(values) as PlainRow[]); // raw: arrays
    },
    close: () => Promise.resolve(void database.close()),
  };
}

/** Every value as the text that the server sent: whoever asks for a hundred thousand rows reads what it needs of it. */
const AS_SENT = { getTypeParser: () => String };

async function openPostgres(connectionString: string): Promise<ThreadConnection> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, options: POSTGRES_LIMITS + READ_ONLY });
  await client.connect();
  return {
    rows: async (sql, parameters) => {
      const [text, values] = bind(sql, parameters);
      const asked = { text, values, rowMode: 'array', types: AS_SENT } as const;
      return (await client.query<(string | null)[]>(asked)).rows;
    },
    close: () => client.end(),
  };
}
