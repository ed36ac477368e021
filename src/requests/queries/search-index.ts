import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../config/database-kind.js';
import { queryRows } from '../../database/query-rows.js';
import { searchable } from '../../shared/normalize.js';

interface Findable {
  readonly id: string;
  readonly ticketNumber: string;
}

export interface SearchWords {
  /** Number, title, text, place: for everybody who may see the request. */
  readonly words: readonly (string | null | undefined)[];
  /** Names and contacts: only for who may see contacts. */
  readonly contactWords: readonly (string | null | undefined)[];
}

/** Makes a request findable by these words, in place of what was there. */
export async function indexWords(
  em: EntityManager,
  request: Findable,
  { words, contactWords }: SearchWords,
): Promise<void> {
  const parameters = {
    requestId: request.id,
    row: rowNumber(request),
    words: plain(words),
    contactWords: plain(contactWords),
  };
  if (databaseKind === 'postgres') {
    await queryRows(
      em,
      `INSERT INTO request_search (request_id, words, contact_words)
       VALUES (:requestId, to_tsvector('simple', :words), to_tsvector('simple', :contactWords))
       ON CONFLICT (request_id) DO UPDATE SET words = excluded.words, contact_words = excluded.contact_words`,
      parameters,
    );
    return;
  }
  await queryRows(
    em,
    `INSERT OR REPLACE INTO request_search (rowid, request_id, words, contact_words)
     VALUES (CAST(:row AS INTEGER), :requestId, :words, :contactWords)`,
    parameters,
  );
}

/** What somebody typed, as a question to the index; null where nothing of it can be searched. */
export interface WordSearch {
  /** A query of the `request_id` of all that match: to begin with where they are few. */
  readonly ids: string;
  /** A condition on `service_requests r`: to try row by row where they are many. */
  readonly holds: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function wordSearch(typed: string, seesContacts: boolean): WordSearch | null {
  const terms = plain([typed]).split(' ').filter(Boolean).slice(0, 8);
  if (terms.length === 0) return null;
  return databaseKind === 'postgres'
    ? onPostgres(terms, seesContacts)
    : onSqlite(terms, seesContacts);
}

function onPostgres(terms: readonly string[], seesContacts: boolean): WordSearch {
  const query = `to_tsquery('simple', :searched)`;
  const matches = seesContacts
    ? `(s.words @@ ${query} OR s.contact_words @@ ${query})`
    : `s.words @@ ${query}`;
  return {
    ids: `SELECT s.request_id FROM request_search s WHERE ${matches}`,
    holds: `EXISTS (SELECT 1 FROM request_search s WHERE s.request_id = r.id AND ${matches})`,
    parameters: { searched: terms.map((term) => `${term}:*`).join(' & ') },
  };
}

function onSqlite(terms: readonly string[], seesContacts: boolean): WordSearch {
  const query = terms.map((term) => `"${term}"*`).join(' ');
  const matches = 'request_search MATCH :searched';
  return {
    ids: `SELECT request_id FROM request_search WHERE ${matches}`,
    holds: `EXISTS (SELECT 1 FROM request_search s WHERE s.rowid = ${ROW_NUMBER} AND ${matches})`,
    parameters: { searched: seesContacts ? query : `{words} : (${query})` },
  };
}

/** FTS5 finds a row again only by its number: year and running number of the ticket make one. */
function rowNumber({ ticketNumber }: Findable): string {
  return ticketNumber.replace(/-/g, '').slice(0, 10); // as text: a number would be written into the statement
}

/** The same in SQL. */
const ROW_NUMBER =
  'CAST(substr(r.ticket_number, 1, 4) || substr(r.ticket_number, 6, 6) AS INTEGER)';

/** Only letters and digits, parted by one space: nothing in it is an operator of either search language. */
function plain(parts: readonly (string | null | undefined)[]): string {
  return searchable(parts.filter(Boolean).join(' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
