/** Who has to do with a request from its first step on, as routing and the filing itself say. Pure. */
import type { Viewer } from '../../../access/viewer.js';
import type { RuleName } from '../../../routing/domain/route.js';
import type { NewInvolvement } from '../../change.js';
import type { Accepted } from '../intake.service.js';

export interface Executor {
  readonly partnerId: string;
  readonly rule: RuleName;
}

/** Partners that get it straight away. None where the category asks for an authorisation: then an office decides first. */
export function executorsOf({ route, category }: Accepted): Executor[] {
  return category.needsAuthorisation
    ? []
    : route.partners.filter((partner) => partner.involvement === 'executor');
}

/** Who is informed, the school whose building it is, and the partner that files. An executor comes in by its task. */
export function involvedAtFiling(viewer: Viewer, { route }: Accepted): NewInvolvement[] {
  const routed = route.partners
    .filter((partner) => partner.involvement !== 'executor')
    .map(({ partnerId, involvement, rule }) => ({
      partnerId,
      role: involvement,
      rule: ruleLine(rule),
    }));
  if (viewer.kind !== 'partner' || routed.some((one) => one.partnerId === viewer.partnerId))
    return routed;
  return [...routed, { partnerId: viewer.partnerId, role: 'requester', rule: 'filed-by' }];
}

/** "water-utility: Acquedotto" as steps and tasks keep it. */
export function ruleLine({ code, name }: RuleName): string {
  return (name ? `${code}: ${name.it}` : code).slice(0, 120);
}
