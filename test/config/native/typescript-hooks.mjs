/**
 * Module hooks: `./x.js` in a TypeScript file means `./x.ts`; a TypeScript file is stripped of its types by TypeScript itself (decorators keep
 * their metadata) and kept (see `compiled.mjs`). Types are checked by `npm run check:types`, not here.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { CACHE, compiledFile } from './compiled.mjs';

const JEST_GLOBALS = new URL('jest-globals.mjs', import.meta.url).href;
const require = createRequire(import.meta.url);

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals')
    return { url: `${JEST_GLOBALS}?for=${context.parentURL}`, shortCircuit: true };
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context).catch(failsWhenImported);
}

/**
 * A package that is not installed (Nest asks for its optional ones at every start) fails as it is evaluated, not here: Node 20 never closes
 * the port on which hooks told it of a failure, and what was going on then, a whole house, would stay in memory.
 */
function failsWhenImported(failure) {
  const { code, message } = failure;
  if (code !== 'ERR_MODULE_NOT_FOUND') throw failure;
  const source = `const error = new Error(${JSON.stringify(message)});
    error.code = '${code}';
    error.stack; // written out now: until then it holds on to who called
    throw error;`;
  return { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const text = await readFile(path, 'utf8');
  const file = compiledFile(path, text);
  const known = await readFile(file, 'utf8').catch(() => null);
  const source = known ?? (await compile(file, path, text));
  return { format: 'module', source, shortCircuit: true };
}

async function compile(file, path, text) {
  const ts = require('typescript'); // half a second: not where everything is kept
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      sourceMap: true,
    },
  });
  await mkdir(CACHE, { recursive: true });
  await keep(`${file}.map`, sourceMapText);
  await keep(file, outputText);
  return outputText;
}

/** Written aside and renamed: two workers may want the same file at once. */
async function keep(file, text) {
  const aside = `${file}.${process.pid}.${performance.now()}`;
  await writeFile(aside, text);
  await rename(aside, file);
}
