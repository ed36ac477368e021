/** The other side took too long. */
export class TooSlow extends Error {
  readonly code = 'ETIMEDOUT';
}

/** The value of `work`, or {@link TooSlow} after `limitMs`; what `work` does afterwards is not waited for. */
export async function withinMs<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`no answer within ${limitMs} ms`)), limitMs);
  });
  work.catch(() => undefined); // it may still fail after the limit
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
