/**
 * The product as `npm start` runs it: compiled, in a process of its own that a test may kill. It is built once for a run of the tests,
 * beside links to what it needs (views, packages); types are checked elsewhere. ITER_BUILT_PRODUCT names a folder that is built already.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from '../support/until.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** So long may what is done with it take on a very busy machine: it is compiled, started, killed, started again. */
export const PRODUCT_MS = 900_000;

/** The folder with `dist/`, `views/`, `package.json` and `node_modules/`. */
export async function builtProduct(): Promise<string> {
  const ready = process.env['ITER_BUILT_PRODUCT'];
  if (ready) return resolve(ready);
  const folder = join(process.env['ITER_TEST_DIR'] ?? 'data/test', 'built');
  if (isFirst(folder)) await build(folder);
  else await builtByAnother(folder);
  return folder;
}

/** Test files run beside one another: whoever makes the folder builds. */
function isFirst(folder: string): boolean {
  mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function build(folder: string): Promise<void> {
  const dist = join(folder, 'dist');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['-p', join(root, 'tsconfig.build.json'), '--noCheck', '--sourceMap', 'false'];
  await promisify(execFile)(process.execPath, [compiler, ...options, '--outDir', dist]);
  cpSync(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: isAsset });
  for (const name of ['views', 'package.json', 'node_modules'])
    symlinkSync(join(root, name), join(folder, name));
  writeFileSync(join(folder, 'ready'), '');
}

/** What `nest build` copies beside the compiled files. */
function isAsset(path: string): boolean {
  return statSync(path).isDirectory() || /\.(yaml|mjs)$/.test(path);
}

async function builtByAnother(folder: string): Promise<void> {
  await until(() => existsSync(join(folder, 'ready')), PRODUCT_MS);
}
