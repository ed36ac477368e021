import type { Refusal } from '../../shared/refusal.js';

/** Carries a refusal that a handler returned to the one place that answers; nobody else throws it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`refused: ${refusal.code}`);
  }
}
