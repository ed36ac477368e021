/** Where a TypeScript file without its types is kept, and its source map beside it: by the digest of its text. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/typescript/', import.meta.url),
);
const { version } = createRequire(import.meta.url)('typescript/package.json');

/** The map lies at the same path with `.map` behind it. */
export function compiledFile(path, text) {
  const digest = createHash('sha256').update(`${version}\n${path}\n${text}`).digest('hex');
  return join(CACHE, `${digest}.js`);
}
