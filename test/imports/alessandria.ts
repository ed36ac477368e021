import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../../shared/data/alessandria-segnalazioni.csv', import.meta.url)); // prettier-ignore

/** Real reports of a real council. The file is no part of the repository: where it is absent, its tests say so and are not there. */
export const ALESSANDRIA = existsSync(file) ? file : null;
if (!ALESSANDRIA)
  process.stderr.write('shared/data is not here: the real reports are not tested\n');

export const MAPPING_FILE = fileURLToPath(
  new URL('../../docs/examples/alessandria.mapping.yaml', import.meta.url),
);

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
