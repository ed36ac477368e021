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

/** A condition on `service_requests r` for what somebody typed; null where nothing of it can be searched. */
export function matching(
  typed: string,
  seesContacts: boolean,
): { sql: string; parameters: Record<string, unknown> } | null {
  const terms = plain([typed]).split(' ').filter(Boolean).slice(0, 8);
  if (terms.length === 0) return null;
  if (databaseKind === 'postgres') {
    const query = terms.map((term) => `${term}:*`).join(' & ');
    const columns = seesContacts ? 's.words @@ q OR s.contact_words @@ q' : 's.words @@ q';
    return {
      sql: `r.id IN (SELECT s.request_id FROM request_search s, to_tsquery('simple', :searched) q WHERE ${columns})`,
      parameters: { searched: query },
    };
  }
  const query = terms.map((term) => `"${term}"*`).join(' ');
  return {
    sql: 'r.id IN (SELECT request_id FROM request_search WHERE request_search MATCH :searched)',
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
