/**
 * Which database this process speaks to. Entities need it while their decorators run, before the environment is
 * checked, so it is read here alone: `postgres:` or `postgresql:` in DATABASE_URL, else SQLite.
 */
export type DatabaseKind = 'sqlite' | 'postgres';

export const databaseKind: DatabaseKind = /^postgres(ql)?:/.test(process.env['DATABASE_URL'] ?? '')
  ? 'postgres'
  : 'sqlite';
