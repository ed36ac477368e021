import { Injectable } from '@nestjs/common';
import { toInstant, toInstantOrNull } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';

/** A token without itself: only its SHA-256 is kept. */
export interface TokenLine {
  readonly id: string;
  /** A council person's username, or a partner's code. */
  readonly owner: string;
  /** Who answers for it: a council person's own name, or the person named for a partner. */
  readonly person: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

type Row = Pick<TokenLine, 'id' | 'owner' | 'person'> & {
  created_at: unknown;
  expires_at: unknown;
};

// The partner's code is read here in SQL: accounts/ and partners/ are neighbours without an arrow.
const LIST = `SELECT t.id, COALESCE(a.username, p.code) AS owner, COALESCE(a.name, t.person_name) AS person, t.created_at, t.expires_at
  FROM api_tokens t LEFT JOIN accounts a ON a.id = t.account_id LEFT JOIN partners p ON p.id = t.partner_id
  WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now) ORDER BY owner, t.created_at, t.id LIMIT 10000`;

/** Promises the tokens that are neither revoked nor expired, in order of their owners. */
@Injectable()
export class TokenQueries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<TokenLine[]> {
    const rows = await this.reads.rows<Row>(LIST, { now: this.clock.now() });
    return rows.map(({ id, owner, person, created_at, expires_at }) => {
      return { ...{ id, owner, person }, createdAt: toInstant(created_at), expiresAt: toInstantOrNull(expires_at) }; // prettier-ignore
    });
  }
}
