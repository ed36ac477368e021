/** A request keeps the iter that it began with, whatever its category becomes: how the step of a new category says so. Pure. */
import { z } from 'zod';
import { text } from '../../workflow/domain/document/words.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { VALUE, type NamedValue } from '../steps/domain/step-draft.js';

const kept = z.object({
  number: z.int(),
  label: text,
  /** What new requests of the category follow. */
  other: text,
});
export type KeptIter = z.output<typeof kept>;

/** Null where the new category's iter is the same one, in whatever version, or is not there. */
export function keptIter(
  running: Pick<WorkflowVersion, 'code' | 'number' | 'document'>,
  ofCategory: Pick<WorkflowVersion, 'code' | 'document'> | null,
): KeptIter | null {
  if (!ofCategory || ofCategory.code === running.code) return null;
  const { number, document } = running;
  return { number, label: document.label, other: ofCategory.document.label };
}

/** For offices: what citizens read of their request is its states, which stay as they are. */
export function keptIterValues(iter: KeptIter | null): NamedValue[] {
  return iter ? [{ name: VALUE.keptIter, value: iter, visibility: 'internal' }] : [];
}

/** Null where the step says nothing of it. */
export function readKeptIter(value: unknown): KeptIter | null {
  const read = kept.safeParse(value);
  return read.success ? read.data : null;
}
