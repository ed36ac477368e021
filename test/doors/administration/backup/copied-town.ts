import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../../../src/config/environment.js';
import { secretsOf } from '../../../../src/config/secret-prints.js';
import { Reads } from '../../../../src/database/reads.js';
import { type MadeBackup, makeBackup } from '../../../../src/doors/administration/backup/making.js';
import {
  type Restore,
  type RestoreOptions,
  restoreBackup,
  type Restored,
} from '../../../../src/doors/administration/backup/restoring.js';
import { Verifier } from '../../../../src/requests/verifying/verifier.service.js';
import { schema as whole } from '../../../../src/schema.js';
import { testEnvironment } from '../../../support/database.js';

export const NOW = new Date('2026-10-05T08:00:00Z');

export interface TestBackup {
  readonly folder: string;
  readonly made: MadeBackup;
}

/** A backup of a town, beside its data folder. */
export async function backUp(
  environment: Environment,
  { withSecrets = false, now = NOW }: { withSecrets?: boolean; now?: Date } = {},
): Promise<TestBackup> {
  const folder = join(mkdtempSync(`${environment.dataDir}-backup-`), 'of-today');
  const progress = { database: () => undefined, files: () => undefined };
  return { folder, made: await makeBackup(environment, { folder, withSecrets, now, progress }) };
}

/** An empty place with the secrets of another: where its backup may go. */
export function emptyPlaceFor(environment: Environment): Promise<Environment> {
  return testEnvironment(secretsOf(environment));
}

export interface TestRestore extends Restored {
  /** Of all requests of the restored town, before anybody opens it. */
  readonly brokenChains: number;
}

export async function restoreInto(
  environment: Environment,
  folder: string,
  given: Partial<RestoreOptions & Pick<Restore, 'now' | 'look' | 'schema'>> = {},
): Promise<TestRestore> {
  const { now = NOW, look = () => environment, schema = whole, ...options } = given;
  let brokenChains = -1;
  const restored = await restoreBackup(environment, {
    ...{ folder, schema, now, look },
    options: {
      isReplacing: false,
      isMoved: false,
      skippedNumbers: 1_000,
      allowsOtherSecrets: false,
      ...options,
    },
    progress: () => undefined,
    finish: async (writer) => {
      brokenChains = (await new Verifier(new Reads(writer)).verify()).bad.length;
    },
  });
  return { ...restored, brokenChains };
}
