import type { Refusal } from '../../shared/refusal.js';

/** Carries a refusal to the one place that answers: what a handler returned, or why one of its parameters cannot be had. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`refused: ${refusal.code}`);
  }
}
