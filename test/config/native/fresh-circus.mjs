/**
 * jest-circus keeps its state in itself and in the globals, so each test file gets a circus of its own, and of the one before nothing stays.
 * What stayed would cost: its state holds every variable of that file's tests, a whole house, and its `AsyncLocalStorage` is asked by Node 20
 * at each promise of the process from then on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

const asyncHooks = createRequire(import.meta.url)('node:async_hooks');
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const STATE = 'JEST_STATE_SYMBOL';
const contexts = [];

export function freshCircus(path) {
  for (const context of contexts.splice(0)) context.forget();
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (key === HANDLERS || key.description === STATE) delete globalThis[key];
  const require = createRequire(import.meta.url); // a new one: the list of its children would keep the circus before
  delete require.cache[path];
  asyncHooks.AsyncLocalStorage = ForgetfulStorage;
  try {
    return require(path);
  } finally {
    asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
  }
}

/** A circus gives its storage to nobody. What goes on after a file, a timer of a quarter of an hour, bears a number of it and no more. */
class ForgetfulStorage extends AsyncLocalStorage {
  stores = new Map();

  constructor() {
    super();
    contexts.push(this);
  }

  run(store, ...work) {
    const number = this.stores.size;
    this.stores.set(number, store);
    return super.run(number, ...work);
  }

  getStore() {
    return this.stores.get(super.getStore());
  }

  forget() {
    this.disable();
    this.stores.clear();
  }
}
