import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { describe, test } from '@jest/globals';

const file = fileURLToPath(new URL('../../../shared/data/alessandria-segnalazioni.csv', import.meta.url)); // prettier-ignore

export const MAPPING_FILE = fileURLToPath(
  new URL('../../docs/examples/alessandria.mapping.yaml', import.meta.url),
);

/**
 * Tests of real reports of a real council. Their file is no part of the repository: where it is absent they are told as left out, and where CI
 * runs, which promises that they hold, they fail.
 */
export function describeRealReports(
  name: string,
  jest: { describe: typeof describe; test: typeof test },
  tests: (file: string) => void,
): void {
  if (existsSync(file)) return jest.describe(name, () => tests(file));
  const says = process.env['CI'] ? jest.test : jest.test.skip;
  says(`${name}: shared/data is here`, () => {
    throw new Error(`${file} is not here: the real reports are not tested`);
  });
}

export interface RealRow {
  readonly id: string;
  readonly state: string;
  readonly filed: string;
  readonly closed: string;
  readonly category: string;
}

/** The file read as simply as it is written: no cell of it is quoted. */
export function realRows(path: string): RealRow[] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [id = '', state = '', , filed = '', closed = '', , category = ''] = line.split(';');
    return { id, state, filed, closed, category };
  });
}
