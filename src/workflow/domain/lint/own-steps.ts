/**
 * Codes of the steps that Iter writes by itself, whatever the iter: a filing, an answer to a task, what a clock did. An action of an iter under
 * one of them would be taken for it: by the history, by the statistics, and by what may be struck through.
 */
export const OWN_STEPS: readonly string[] = [
  ...['file', 'import', 'opinion', 'message-of-joined', 'message-to-joined'],
  ...['task-accept', 'task-decline', 'task-schedule', 'task-complete', 'task-note', 'task-ask'],
  'task-quote',
  ...['worksheet-accept', 'worksheet-keep', 'worksheet-ask', 'worksheet-tie'],
  ...['correct', 'open-contacts', 'new-password', 'told', 'print-receipt'],
  ...['term-reminder', 'term-overdue', 'state-reminder', 'state-overdue'],
  ...['task-due-soon', 'task-overdue', 'suspension-ended', 'change-iter'],
  ...['duplicate-joined', 'duplicate-left', 'duplicate-outcome', 'split'],
  ...['add-follower', 'unfollow', 'revoke-link', 'send-link', 'not-sent'],
];
