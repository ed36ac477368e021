import { fileURLToPath } from 'node:url';

/**
 * ESM mode; ts-jest only strips types here, `npm run check:types` checks them. Every core works: jest itself would leave one idle, half of
 * the machine that CI has. A worker that has grown large (modules of finished files are never freed) is replaced by a new one.
 */
export default {
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/config/tsconfig.jest.json', useESM: true }],
  },
  globalSetup: '<rootDir>/test/config/global-setup.mjs',
  globalTeardown: '<rootDir>/test/config/global-teardown.mjs',
  maxWorkers: '100%',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testTimeout: 120_000, // a house opens in a second on a quiet machine; CI's is not always quiet
  workerIdleMemoryLimit: '1GB',
};
