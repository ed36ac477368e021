import { Injectable } from '@nestjs/common';
import { toInstant } from '../../../database/columns.js';
import { Reads } from '../../../database/reads.js';
import { decodeCursor, encodeCursor, type Slice } from '../../../shared/keyset.js';

export interface AuditLine {
  readonly seq: number;
  readonly at: Date;
  readonly event: string;
  /** Null for the command line and for nobody. */
  readonly person: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

interface Row {
  readonly seq: number;
  readonly at: unknown;
  readonly event: string;
  readonly person: string | null;
  readonly data: string;
}

/** What the administration did, newest first, by its sequence: never a count. */
@Injectable()
export class AuditList {
  constructor(private readonly reads: Reads) {}

  async list(cursor: string | undefined, limit: number): Promise<Slice<AuditLine>> {
    const [before] = decodeCursor(cursor, ['number']) ?? [];
    const rows = await this.reads.rows<Row>(
      `SELECT e.seq AS "seq", e.at AS "at", e.event AS "event", a.name AS "person", e.data AS "data"
       FROM audit_entries e LEFT JOIN accounts a ON a.id = e.account_id
       ${before === undefined ? '' : 'WHERE e.seq < :before'} ORDER BY e.seq DESC LIMIT ${Math.trunc(limit) + 1}`,
      { before },
    );
    const items = rows.slice(0, limit);
    const usernames = await this.usernames(items);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ at, data, ...row }) => ({
        ...row,
        at: toInstant(at),
        facts: factsOf(data, usernames),
      })),
      next: last ? encodeCursor([last.seq]) : null,
    };
  }

  /** Of the accounts that the entries are about. */
  private async usernames(rows: readonly Row[]): Promise<Map<string, string>> {
    const ids = rows.map(({ data }) => (JSON.parse(data) as { account?: unknown }).account); // a JSON column
    const wanted = ids.filter((id): id is string => typeof id === 'string');
    if (wanted.length === 0) return new Map();
    const found = await this.reads.rows<{ id: string; username: string }>(
      'SELECT id AS "id", username AS "username" FROM accounts WHERE id IN (:...wanted)',
      { wanted },
    );
    return new Map(found.map(({ id, username }) => [id, username]));
  }
}

function factsOf(json: string, usernames: ReadonlyMap<string, string>): AuditLine['facts'] {
  const data = JSON.parse(json) as Record<string, unknown>; // a JSON column
  return Object.entries(data)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => {
      const text = shown(value);
      return { name, value: name === 'account' ? (usernames.get(text) ?? text) : text };
    });
}

function shown(value: unknown): string {
  if (Array.isArray(value) && value.every((part) => typeof part === 'string'))
    return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
