import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '../../shared/ids.js';

/** The correlation id of the HTTP request that is being answered: in the answer's header, on error pages, in every log line. */
const ids = new AsyncLocalStorage<string>();

export function currentRequestId(): string | undefined {
  return ids.getStore();
}

export function withRequestId(work: (requestId: string) => void): void {
  const requestId = newId();
  ids.run(requestId, () => {
    work(requestId);
  });
}
