import type { Viewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { Refused } from '../../../web/request/refused.js';
import type { Author } from '../../../workflow/drafts/workflow-drafts.service.js';

/** Who signs a change of an iter: a council person by name; anybody else is refused. */
export function authorOf(viewer: Viewer): Author {
  if (viewer.kind !== 'office') throw new Refused(new Refusal('not-allowed'));
  return { accountId: viewer.accountId, name: viewer.name };
}
