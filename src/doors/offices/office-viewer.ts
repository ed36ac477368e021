import type { OfficeViewer, Viewer } from '../../access/viewer.js';
import { Refusal } from '../../shared/refusal.js';
import { Refused } from '../../web/request/refused.js';

/** The council person or helper behind a page of this door; anybody else is refused (`not-allowed`), whatever permission a council gave them. */
export function officePerson(viewer: Viewer): OfficeViewer {
  if (viewer.kind !== 'office') throw new Refused(new Refusal('not-allowed'));
  return viewer;
}

/** Sees only what they file until the receipt is printed: their desk is another. */
export function isHelper(viewer: Viewer): boolean {
  return viewer.kind === 'office' && viewer.scope === 'filed-by-me';
}
