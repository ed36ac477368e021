import type { EntityManager } from 'typeorm';
import { hold } from '../database/hold.js';

/**
 * Until the transaction ends nobody else publishes a version of this iter, its first one included, takes it out of force or gives it to a
 * category: each looks at what the others write, and would otherwise look past it. Filings, which only refer to a version, do not wait.
 */
export function holdIter(em: EntityManager, code: string): Promise<void> {
  return hold(em, 'iter', code);
}
