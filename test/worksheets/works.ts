/** A row of a sheet and a work of ours, of which only what the test speaks of is told. */
import type { HeldWork, SheetRow } from '../../src/worksheets/domain/sheet-row.js';

export function row(given: Partial<SheetRow>): SheetRow {
  const none = { ticketNumber: null, reference: null, place: null, address: null, day: null };
  return { line: 1, ...none, time: null, operator: null, amountCents: null, note: null, ...given };
}

export function work(given: Partial<HeldWork>): HeldWork {
  const none = { reference: null, place: null, address: null, day: null, operator: null };
  return {
    taskId: 't',
    requestId: 'r',
    ticketNumber: '2026-000001-X',
    isDone: true,
    ...none,
    amountCents: null,
    ceilingCents: null,
    ...given,
  };
}
