import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `package.json` and `views/`, the same for `src/…` under test and for the built `dist/src/…`. */
export const projectRoot = climb(dirname(fileURLToPath(import.meta.url)));

function climb(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'views'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the folder views/ is missing beside package.json');
  return climb(parent);
}
