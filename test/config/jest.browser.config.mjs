import base from './jest.config.mjs';

/** Debian's Chromium against the built product: `npm run build` comes first. One town, one browser at a time: two cores serve both. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/setup/open-town.mjs',
  globalTeardown: '<rootDir>/test/browser/setup/close-town.mjs',
  testTimeout: 180_000,
  maxWorkers: 1,
};
