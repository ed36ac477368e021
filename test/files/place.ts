import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, readEnvironment } from '../../src/config/environment.js';

/** An environment with a data folder of its own; no database is opened. */
export function plainEnvironment(): Environment {
  const root = process.env['ITER_TEST_DIR'] ?? 'data/test';
  mkdirSync(root, { recursive: true });
  return readEnvironment({
    ITER_MODE: 'development',
    DATA_DIR: mkdtempSync(join(root, 'files-')),
  });
}
