/** Jest's `testEnvironment` without a sandbox: a test file sees the worker's own globals. One set of mocks and false timers per worker. */
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

const moduleMocker = new ModuleMocker(globalThis);
let timers;

/** The `jest` of `@jest/globals`: as much of it as a suite without module mocks can use. */
export const jest = {
  fn: moduleMocker.fn.bind(moduleMocker),
  spyOn: moduleMocker.spyOn.bind(moduleMocker),
  restoreAllMocks: () => moduleMocker.restoreAllMocks(),
  useFakeTimers: (options) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  setSystemTime: (now) => timers.setSystemTime(now),
};

export default class NativeEnvironment {
  global = globalThis;
  moduleMocker = moduleMocker;
  fakeTimers = null;

  constructor({ projectConfig }) {
    timers ??= new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.fakeTimersModern = timers;
  }

  getVmContext() {
    return null;
  }

  setup() {}

  /** The next file of this worker finds real timers and nothing mocked. */
  teardown() {
    timers.useRealTimers();
    moduleMocker.restoreAllMocks();
  }
}
