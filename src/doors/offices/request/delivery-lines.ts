/** What left the house for a request, in words that the pages know. Pure. */
import type { LoggedDelivery } from '../../../deliveries/logged-delivery.js';

const KNOWN_LETTERS = [
  'received',
  'step',
  'question',
  'message',
  'outcome',
  'followed',
  'split',
  'new-password',
  'task-offered',
  'task-code',
  'task-again',
  'task-handed',
  'task-reminder',
  'task-cancelled',
  'task-due-soon',
  'task-overdue',
  'step-recorded',
  'follower-welcome',
  'follower-step',
];

export interface DeliveryLine extends LoggedDelivery {
  /** Key of the letter's name; null for a kind that has none. */
  readonly letterKey: string | null;
  readonly isDead: boolean;
}

export function deliveryLines(deliveries: readonly LoggedDelivery[]): DeliveryLine[] {
  return deliveries.map((one) => {
    const kind = one.kind.replaceAll('.', '-');
    return {
      ...one,
      letterKey: KNOWN_LETTERS.includes(kind) ? `offices:letterKinds.${kind}` : null,
      isDead: one.state === 'dead',
    };
  });
}
