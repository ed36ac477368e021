/**
 * What somebody typed into a list's search: a whole ticket number or a partner's own reference finds at once, anything else is searched as
 * words, among the newest requests that hold them.
 */
import { databaseKind } from '../../config/database-kind.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import type { Condition } from '../request-scope.js';
import { wordSearch } from './search-index.js';

/** SQLite keeps this order of a join: from what was found to its rows. */
const LEADS_TO = databaseKind === 'postgres' ? 'JOIN' : 'CROSS JOIN';
const REFERENCED = 'SELECT request_id FROM tasks WHERE external_reference = :reference';

/** Where a list begins: `from` names `service_requests r`. */
export interface Searched extends Condition {
  readonly from: string;
  /** Whether that is a handful of rows already. */
  readonly isNarrow: boolean;
}

export const EVERYTHING: Searched = {
  ...{ from: 'service_requests r', isNarrow: false },
  ...{ sql: '1 = 1', parameters: {} },
};

export function searched(typed: string, seesContacts: boolean): Searched {
  const number = parseTicketNumber(typed);
  if (number) {
    const condition = { sql: 'r.ticket_number = :number', parameters: { number } };
    return { ...EVERYTHING, ...condition, isNarrow: true };
  }
  const words = wordSearch(typed, seesContacts);
  const ids = words ? `SELECT * FROM (${words.sql}) worded UNION ${REFERENCED}` : REFERENCED;
  return {
    from: `(${ids}) found ${LEADS_TO} service_requests r ON r.id = found.request_id`,
    isNarrow: true,
    sql: '1 = 1',
    parameters: { reference: typed.trim(), ...words?.parameters },
  };
}
