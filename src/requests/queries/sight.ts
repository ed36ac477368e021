/** What of a request's steps a viewer may read: the query takes it, so that the rest is not loaded. */
import { may, type Viewer } from '../../access/viewer.js';
import type { ValueVisibility } from '../steps/step-value.entity.js';
import type { Condition } from '../request-scope.js';

export function seesContacts(viewer: Viewer): boolean {
  if (viewer.kind === 'citizen') return true;
  if (viewer.kind === 'partner') return viewer.seesContacts;
  return may(viewer, 'contacts.see');
}

export function visibleValues(viewer: Viewer): ValueVisibility[] {
  const contacts: ValueVisibility[] = seesContacts(viewer) ? ['contact'] : [];
  if (viewer.kind !== 'office') return ['public', ...contacts];
  // who follows is nobody's business but the offices': not the ticket holder's, and no partner's
  const followers: ValueVisibility[] = seesContacts(viewer) ? ['follower'] : [];
  return ['public', 'internal', ...contacts, ...followers];
}

/** A condition on `steps s`: ticket holders and partners read public steps, a partner also what it said itself. */
export function visibleSteps(viewer: Viewer): Condition {
  if (viewer.kind === 'office') return { sql: '1 = 1', parameters: {} };
  if (viewer.kind === 'partner')
    return {
      sql: `(s.visibility = 'public' OR s.actor_partner = :sightPartner)`,
      parameters: { sightPartner: viewer.partnerCode },
    };
  return { sql: `s.visibility = 'public'`, parameters: {} };
}
