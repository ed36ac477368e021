/**
 * Actions that only record what was done with a request: a correction, contacts that were opened, who was told, what a clock did, what was
 * joined or split, who follows it, which links were ended, whom it was not sent to. They can be neither struck through nor emptied, and are no
 * answer to the citizen.
 */
export const RECORD_ACTIONS: readonly string[] = [
  'correct',
  'open-contacts',
  'new-password',
  'told',
  'print-receipt',
  'term-reminder',
  'term-overdue',
  'state-reminder',
  'state-overdue',
  'task-due-soon',
  'task-overdue',
  'suspension-ended',
  'change-iter',
  'duplicate-joined',
  'duplicate-left',
  'duplicate-outcome',
  'split',
  'add-follower',
  'unfollow',
  'revoke-link',
  'send-link',
  'not-sent',
];
