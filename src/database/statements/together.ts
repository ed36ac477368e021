/**
 * Waits for several at once, whose statements so leave together: on PostgreSQL one wait for all of them, on SQLite one after the other. Gives
 * their answers in their order; where one fails, its error, once all have ended: nothing of a transaction goes on after it.
 */
export async function together<T extends readonly unknown[]>(
  ...begun: { readonly [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  const ended = Promise.allSettled(begun);
  try {
    return (await Promise.all(begun)) as unknown as T; // a tuple comes back as it went in
  } catch (error) {
    await ended;
    throw error;
  }
}
