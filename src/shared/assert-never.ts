/** Closes a `switch` over a union: a case that was forgotten is a compile error, and a throw at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
