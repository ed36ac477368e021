import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { ticketNumber } from './domain/ticket-number.js';

/**
 * The next ticket number of a year, unique and without gaps but for rolled-back filings: the year's row is held until the transaction
 * ends, so take it late.
 */
export async function nextTicketNumber(em: EntityManager, year: number): Promise<string> {
  const [row] = await queryRows<{ last_number: number }>(
    em,
    `INSERT INTO ticket_counters (year, last_number) VALUES (:year, 1)
     ON CONFLICT (year) DO UPDATE SET last_number = ticket_counters.last_number + 1 RETURNING last_number`,
    { year },
  );
  if (!row) throw new Error('the ticket counter gave no number');
  return ticketNumber(year, row.last_number);
}

/** Leaves out the next `count` numbers of a year: they may have been given by a town that was lost. Answers the last that is left out. */
export async function skipTicketNumbers(
  em: EntityManager,
  year: number,
  count: number,
): Promise<string> {
  const [row] = await queryRows<{ last_number: number }>(
    em,
    `INSERT INTO ticket_counters (year, last_number) VALUES (:year, :count)
     ON CONFLICT (year) DO UPDATE SET last_number = ticket_counters.last_number + :count RETURNING last_number`,
    { year, count },
  );
  if (!row) throw new Error('the ticket counter gave no number');
  return ticketNumber(year, row.last_number);
}
