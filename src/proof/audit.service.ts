import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hold } from '../database/hold.js';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import { canonicalSha256 } from '../shared/canonical-json.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { AuditEntry } from './audit-entry.entity.js';

export const AUDIT_EVENTS = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'account-created',
  'account-changed',
  'account-closed',
  'password-changed',
  'password-reset',
  'token-created',
  'token-revoked',
  'setting-changed',
  'configuration-changed',
  'exported',
  'delivery-resent',
  'held-sent',
  'held-dropped',
  'restored',
  'contacts-opened',
  'ticket-password-renewed',
  'texts-erased',
] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

export interface AuditFact {
  readonly event: AuditEvent;
  /** Who did it; null for the command line and for nobody. */
  readonly accountId: string | null;
  /** From and to of what changed, as JSON. Never a person's data, never a secret. */
  readonly data: Readonly<Record<string, unknown>>;
}

export type AuditVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly firstBad: number; readonly reason: AuditFault };
export type AuditFault = 'missing' | 'unlinked' | 'changed';

const CHAIN_VERSION = 1;
const PAGE = 1_000;

/**
 * Promises that what the administration did stays told: every entry carries the hash of the one before it, in one gapless sequence.
 * `verifyAudit` names the first entry that is missing, changed or linked to another past.
 */
@Injectable()
export class Audit {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of what it tells, so that neither is stored without the other. */
  async append(em: EntityManager, fact: AuditFact): Promise<void> {
    await hold(em, 'audit-log');
    const last = await em
      .createQueryBuilder(AuditEntry, 'entry')
      .select(['entry.id', 'entry.seq', 'entry.hash'])
      .orderBy('entry.seq', 'DESC')
      .limit(1)
      .getOne();
    const entry = {
      id: newId(),
      seq: (last?.seq ?? 0) + 1,
      at: this.clock.now(),
      event: fact.event,
      accountId: fact.accountId,
      data: JSON.parse(JSON.stringify(fact.data)) as Record<string, unknown>, // as the column gives it back
      previousHash: last?.hash ?? null,
    };
    await insertRows(em, AuditEntry, [
      { ...entry, data: entry.data as object, hash: hashOf(entry) },
    ]);
  }

  async verifyAudit(): Promise<AuditVerdict> {
    let count = 0;
    let previousHash: string | null = null;
    for (;;) {
      const page: AuditEntry[] = await this.page(count);
      for (const entry of page) {
        const fault = faultOf(entry, count + 1, previousHash);
        if (fault) return { ok: false, firstBad: count + 1, reason: fault };
        count += 1;
        previousHash = entry.hash;
      }
      if (page.length < PAGE) return { ok: true, count };
    }
  }

  private page(afterSeq: number): Promise<AuditEntry[]> {
    return this.reads
      .of(AuditEntry)
      .createQueryBuilder('entry')
      .where('entry.seq > :afterSeq', { afterSeq })
      .orderBy('entry.seq')
      .limit(PAGE)
      .getMany();
  }
}

function faultOf(entry: AuditEntry, seq: number, previousHash: string | null): AuditFault | null {
  if (entry.seq !== seq) return 'missing';
  if (entry.hash !== hashOf(entry)) return 'changed';
  return entry.previousHash === previousHash ? null : 'unlinked';
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return canonicalSha256({
    version: CHAIN_VERSION,
    id: entry.id,
    seq: entry.seq,
    at: entry.at.toISOString(),
    event: entry.event,
    accountId: entry.accountId,
    data: entry.data,
    previousHash: entry.previousHash,
  });
}
