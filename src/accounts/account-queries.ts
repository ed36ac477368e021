import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { decodeCursor, encodeCursor, type Slice } from '../shared/keyset.js';
import { Account } from './account.entity.js';

export interface AccountLine {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roleCode: string;
  readonly isActive: boolean;
  readonly partnerCode: string | null;
  readonly officeCodes: readonly string[];
}

interface Row {
  id: string;
  username: string;
  name: string;
  role_code: string;
  is_active: boolean | number;
  partner_code: string | null;
}

const LIST = `SELECT a.id, a.username, a.name, a.role_code, a.is_active, p.code AS partner_code
  FROM accounts a LEFT JOIN partners p ON p.id = a.partner_id
  WHERE a.username > :after ORDER BY a.username LIMIT :limit`;
const OFFICES = `SELECT ao.account_id, o.code FROM account_offices ao
  JOIN offices o ON o.id = ao.office_id JOIN accounts a ON a.id = ao.account_id
  WHERE a.username > :after AND a.username <= :last ORDER BY o.code`;

/** Promises the accounts in order of username, a page at a time, each with its offices or its partner; never a password. */
@Injectable()
export class AccountQueries {
  constructor(private readonly reads: Reads) {}

  async list(cursor?: string, limit = 25): Promise<Slice<AccountLine>> {
    const after = decodeCursor(cursor, ['text'])?.[0] ?? '';
    const rows = await this.reads.rows<Row>(LIST, { after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    if (!last) return { items: [], next: null };
    const codes = await this.officeCodes(after, last.username);
    return {
      items: page.map((row) => lineOf(row, codes.get(row.id) ?? [])),
      next: rows.length > limit ? encodeCursor([last.username]) : null,
    };
  }

  /** Null where nobody active has this name. */
  async activeIdOf(username: string): Promise<string | null> {
    const found = await this.reads
      .of(Account)
      .findOne({ select: { id: true }, where: { username, isActive: true } });
    return found?.id ?? null;
  }

  private async officeCodes(after: string, last: string): Promise<Map<string, string[]>> {
    const rows = await this.reads.rows<{ account_id: string; code: string }>(OFFICES, {
      after,
      last,
    });
    const codes = new Map<string, string[]>();
    for (const { account_id, code } of rows)
      codes.set(account_id, [...(codes.get(account_id) ?? []), code]);
    return codes;
  }
}

function lineOf(row: Row, officeCodes: readonly string[]): AccountLine {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    roleCode: row.role_code,
    isActive: Boolean(row.is_active),
    partnerCode: row.partner_code,
    officeCodes,
  };
}
