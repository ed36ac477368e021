/**
 * Lets plain node run the sources of this project: `.js` beside a `.ts` is that `.ts`, stripped of its types as the tests strip it.
 * What was stripped is kept in ITER_TEST_DIR for the next process of the same run.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const cache = join(process.env['ITER_TEST_DIR'] ?? 'data/test', 'stripped');

export function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const kept = join(cache, `${encodeURIComponent(url)}.js`);
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, await strip(fileURLToPath(url)));
  }
  return { format: 'module', source: readFileSync(kept), shortCircuit: true };
}

async function strip(file) {
  const { default: ts } = await import('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    isolatedModules: true,
  };
  return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions, fileName: file })
    .outputText;
}
