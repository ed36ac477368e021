/**
 * What somebody typed into a list's search: a whole ticket number or a partner's own reference finds at once, anything else is searched as
 * words. Words that few requests hold lead to them; words that many hold are looked for row by row in the order of the list, which then ends
 * after a page. Either way a page costs the same however many requests there are.
 */
import { databaseKind } from '../../config/database-kind.js';
import type { Reads } from '../../database/reads.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import type { Condition } from '../request-scope.js';
import { type WordSearch, wordSearch } from './search-index.js';

const FEW = 2_000;
/** SQLite keeps this order of a join: from the few to their rows. */
const LEADS_TO = databaseKind === 'postgres' ? 'JOIN' : 'CROSS JOIN';
const REFERENCED = 'SELECT request_id FROM tasks WHERE external_reference = :reference';

/** Where a list begins: `from` names `service_requests r`. */
export interface Searched extends Condition {
  readonly from: string;
  /** Whether `from` is a handful of rows already. */
  readonly isNarrow: boolean;
}

export const EVERYTHING: Searched = {
  ...{ from: 'service_requests r', isNarrow: false },
  ...{ sql: '1 = 1', parameters: {} },
};

export async function searched(
  reads: Reads,
  typed: string,
  seesContacts: boolean,
): Promise<Searched> {
  const number = parseTicketNumber(typed);
  if (number)
    return {
      ...EVERYTHING,
      isNarrow: true,
      sql: 'r.ticket_number = :number',
      parameters: { number },
    };
  const words = wordSearch(typed, seesContacts);
  const parameters = { reference: typed.trim(), ...words?.parameters };
  if (words && (await areMany(reads, words)))
    return { ...EVERYTHING, sql: `${words.holds} OR r.id IN (${REFERENCED})`, parameters };
  const ids = words ? `${words.ids} UNION ${REFERENCED}` : REFERENCED;
  return {
    ...EVERYTHING,
    from: `(${ids}) found ${LEADS_TO} service_requests r ON r.id = found.request_id`,
    isNarrow: true,
    parameters,
  };
}

async function areMany(reads: Reads, { ids, parameters }: WordSearch): Promise<boolean> {
  const [row] = await reads.rows<{ found: number | string }>(
    `SELECT COUNT(*) AS found FROM (${ids} LIMIT ${FEW + 1}) some`,
    parameters,
  );
  return Number(row?.found) > FEW;
}
