import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../config/database-kind.js';
import { changeRows } from '../../database/query-rows.js';
import { searchable } from '../../shared/normalize.js';
import type { Condition } from '../request-scope.js';

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
    await changeRows(
      em,
      `INSERT INTO request_search (request_id, words, contact_words)
       VALUES (:requestId, to_tsvector('simple', :words), to_tsvector('simple', :contactWords))
       ON CONFLICT (request_id) DO UPDATE SET words = excluded.words, contact_words = excluded.contact_words`,
      parameters,
    );
    return;
  }
  await changeRows(
    em,
    `INSERT OR REPLACE INTO request_search (rowid, request_id, words, contact_words)
     VALUES (CAST(:row AS INTEGER), :requestId, :words, :contactWords)`,
    parameters,
  );
}

/** How many requests a search looks at: words that stand in every second one must not cost more than rare ones. */
export const NEWEST_SEARCHED = 2_000;

/** The `request_id` of the newest requests that hold what somebody typed, as a query; null where nothing of it can be searched. */
export function wordSearch(typed: string, seesContacts: boolean): Condition | null {
  const terms = plain([typed]).split(' ').filter(Boolean).slice(0, 8);
  if (terms.length === 0) return null;
  return databaseKind === 'postgres'
    ? onPostgres(terms, seesContacts)
    : onSqlite(terms, seesContacts);
}

function onPostgres(terms: readonly string[], seesContacts: boolean): Condition {
  const columns = seesContacts ? 's.words @@ q OR s.contact_words @@ q' : 's.words @@ q';
  return {
    sql: `SELECT s.request_id FROM request_search s, to_tsquery('simple', :searched) q WHERE ${columns}
      ORDER BY s.request_id DESC LIMIT ${NEWEST_SEARCHED}`,
    parameters: { searched: terms.map((term) => `${term}:*`).join(' & ') },
  };
}

function onSqlite(terms: readonly string[], seesContacts: boolean): Condition {
  const query = terms.map((term) => `"${term}"*`).join(' ');
  return {
    sql: `SELECT request_id FROM request_search WHERE request_search MATCH :searched
      ORDER BY rowid DESC LIMIT ${NEWEST_SEARCHED}`,
    parameters: { searched: seesContacts ? query : `{words} : (${query})` },
  };
}

/** FTS5 finds a row again only by its number: year and running number of the ticket make one. */
function rowNumber({ ticketNumber }: Findable): string {
  return ticketNumber.replace(/-/g, '').slice(0, 10); // as text: a number would be written into the statement
}

/** Only letters and digits, parted by one space: nothing in it is an operator of either search language. */
function plain(parts: readonly (string | null | undefined)[]): string {
  return searchable(parts.filter(Boolean).join(' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
