import { fileURLToPath } from 'node:url';

/**
 * ESM without a sandbox (see native/runtime.mjs): run it with `--import ./test/config/native/typescript.mjs`, as `npm test` does. Every core
 * works: jest itself would leave one idle, half of the machine that CI has.
 */
export default {
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testEnvironment: '<rootDir>/test/config/native/environment.mjs',
  runtime: '<rootDir>/test/config/native/runtime.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  transform: {}, // Node imports the test files
  globalSetup: '<rootDir>/test/config/global-setup.mjs',
  globalTeardown: '<rootDir>/test/config/global-teardown.mjs',
  maxWorkers: '100%',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testTimeout: 120_000, // a house opens in a second on a quiet machine; CI's is not always quiet
};
