import type { Environment } from '../../src/config/environment.js';
import type { Clock } from '../../src/shared/clock.js';
import { migratedEnvironment, openTestDatabase, testEnvironment } from './database.js';
import { loadTestTown } from './people.js';

/** By the instant at which the town was loaded: rows bear it. */
const loaded = new Map<number, Promise<Environment>>();

/**
 * An environment whose database has the invented town in it, loaded at this clock's time: once for each instant in a worker, later ones are
 * copies. Where the variables bring a key of their own, what is sealed must be sealed with it: such a town is loaded anew.
 */
export async function townEnvironment(
  clock: Clock,
  variables: Record<string, string> = {},
): Promise<Environment> {
  if (variables['ITER_ENCRYPTION_KEYS'])
    return withTown(await migratedEnvironment(variables), clock);
  const now = clock.now().getTime();
  const like = loaded.get(now) ?? migratedEnvironment().then((fresh) => withTown(fresh, clock));
  loaded.set(now, like);
  return testEnvironment(variables, await like);
}

async function withTown(environment: Environment, clock: Clock): Promise<Environment> {
  const db = await openTestDatabase(environment);
  await loadTestTown(db, { clock });
  await db.close();
  return environment;
}
