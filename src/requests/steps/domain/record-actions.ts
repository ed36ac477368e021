/**
 * Actions that only record what was done with a request: a correction, contacts that were opened, who was told. They can be neither struck
 * through nor emptied, and are no answer to the citizen.
 */
export const RECORD_ACTIONS: readonly string[] = [
  'correct',
  'open-contacts',
  'new-password',
  'told',
  'print-receipt',
];
