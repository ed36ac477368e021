/**
 * The actions by which the system sends a new request to whom a rule names: an iter that has them must let the system take them, with
 * nothing but the partner. Names and graph are known to be right.
 */
import type { WorkflowDocument } from '../document.js';
import { type Hindrance, mostSentOn, sendingHindered } from '../sending-on.js';
import { findAction } from '../transition.js';
import { fault, type LintFault } from './fault.js';

/** At most one fault: what hinders the system first. Iters without such an action leave every request with its office. */
export function lintSending(document: WorkflowDocument): LintFault[] {
  const hindrance = sendingHindered(document);
  return hindrance && findAction(document, hindrance.action) ? [faultOf(hindrance)] : [];
}

/** Rules of the council that give requests of this iter to an executor, and that the iter would leave without effect. */
export function lintSendingRules(
  document: WorkflowDocument,
  rules: readonly string[],
): LintFault[] {
  return rules.length === 0 || mostSentOn(document) > 0
    ? []
    : [fault('workflow-rule-cannot-send', 'actions', { names: rules.join(', ') })];
}

function faultOf({ action, state, refusal }: Hindrance): LintFault {
  const place = `actions.${action}`;
  if (refusal === 'no-task') return fault('workflow-send-asks-nobody', place);
  if (refusal.code === 'not-allowed') return fault('workflow-send-not-system', `${place}.by`);
  if (refusal.reason === 'state')
    return fault('workflow-send-elsewhere', `${place}.from`, { state });
  if (refusal.code !== 'invalid') return fault('workflow-send-held-back', `${place}.guards`);
  const asked = refusal.errors.map(({ field }) => field);
  return asked.includes('partner')
    ? fault('workflow-send-asks-nobody', place)
    : fault('workflow-send-asks-more', place, { names: asked.join(', ') });
}
