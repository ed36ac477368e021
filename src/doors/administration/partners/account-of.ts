import type { Viewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { Refused } from '../../../web/request/refused.js';

/** Who answers for a change of the configuration: a council person; anybody else is refused. */
export function accountOf(viewer: Viewer): string {
  if (viewer.kind !== 'office') throw new Refused(new Refusal('not-allowed'));
  return viewer.accountId;
}
