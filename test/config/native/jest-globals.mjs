/** What `@jest/globals` gives to a test file; `runtime.mjs` has published it, and each file imports this module anew. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } =
  globalThis[Symbol.for('iter.jest-globals')];
