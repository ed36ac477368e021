/** Which kinds of task a guard looks at. */
import { type Guard, TASK_KINDS } from '../document.js';
import { kindsOf } from '../guards.js';

/** All of them where it names none, or is no join. */
export function countedKinds(guard: Guard): readonly string[] {
  return kindsOf(guard) ?? TASK_KINDS;
}

/** Each kind that the inner one looks at, the outer one looks at too. */
export function isWithin(inner: Guard, outer: Guard): boolean {
  return countedKinds(inner).every((kind) => countedKinds(outer).includes(kind));
}
