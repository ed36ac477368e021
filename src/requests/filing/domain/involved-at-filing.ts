/** Who has to do with a request from its first step on, as routing and the filing itself say. Pure. */
import type { Viewer } from '../../../access/viewer.js';
import type { NewInvolvement } from '../../assignment/rerouted.js';
import { involvedBy } from '../../assignment/rule-line.js';
import type { Accepted } from '../intake.service.js';

/** Who is informed, the school whose building it is, and the partner that files. An executor comes in by its task. */
export function involvedAtFiling(viewer: Viewer, { route }: Accepted): NewInvolvement[] {
  const routed = involvedBy(route);
  if (viewer.kind !== 'partner' || routed.some((one) => one.partnerId === viewer.partnerId))
    return routed;
  return [...routed, { partnerId: viewer.partnerId, role: 'requester', rule: 'filed-by' }];
}
