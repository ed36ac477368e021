import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Counters, type Counter } from '../../../access/limits/counters.service.js';
import { tooMany } from '../../../access/limits/attempts.service.js';
import { Vault } from '../../../config/vault.js';
import { queryRows } from '../../../database/query-rows.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { Refusal } from '../../../shared/refusal.js';
import { ProvenDevice } from './proven-device.entity.js';
import type { FoundLink } from './task-links.service.js';

export const DEVICE_DAYS = 90;
const DAY_MS = 86_400_000;
const CODE_MS = 15 * 60_000;
const TRIES = 5;
const CODES_PER_HOUR = 10;

/** What a code is checked against: the mailbox of the link. */
export type MailboxLink = FoundLink & { readonly address: string };

/**
 * Proves that a person reads the mailbox that a link went to: six digits, good for 15 minutes and five tries, the newest alone. A browser
 * that has proved it is believed for 90 days. Refuses with `too-many` who asks for code after code.
 */
@Injectable()
export class MailboxProof {
  private readonly asked: Counter;

  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly clock: Clock,
    counters: Counters,
  ) {
    this.asked = counters.counter('mailbox-codes', 3_600);
  }

  /** Makes a code; `post` puts it into a letter, in the same transaction. */
  async newCode(
    link: MailboxLink,
    post: (em: EntityManager, code: string) => Promise<unknown>,
  ): Promise<Refusal | undefined> {
    const waitMs = await this.asked.take(`${link.partnerId}:${link.address}`, CODES_PER_HOUR);
    if (waitMs !== null) return tooMany(waitMs);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const now = this.clock.now();
    await this.transactions.run(async (em) => {
      await queryRows(
        em,
        `INSERT INTO mailbox_codes (id, link_id, fingerprint, created_at, expires_at, tries)
         VALUES (:id, :linkId, :fingerprint, :now, :until, 0)`,
        {
          id: newId(),
          linkId: link.linkId,
          fingerprint: this.fingerprint(link.linkId, code),
          now: now.toISOString(),
          until: new Date(now.getTime() + CODE_MS).toISOString(),
        },
      );
      await post(em, code);
    });
    return undefined;
  }

  /** The browser's secret, to be kept in a cookie, where the code was right; each try counts before it is looked at. */
  async prove(
    link: MailboxLink,
    given: { readonly code: string; readonly name: string; readonly device: string | undefined },
  ): Promise<string | Refusal> {
    const now = this.clock.now();
    return this.transactions.run(async (em) => {
      const [newest] = await queryRows<{ id: string; fingerprint: string }>(
        em,
        `UPDATE mailbox_codes SET tries = tries + 1 WHERE tries < ${TRIES} AND used_at IS NULL AND expires_at > :now
           AND id = (SELECT id FROM mailbox_codes WHERE link_id = :linkId ORDER BY created_at DESC, id DESC LIMIT 1)
         RETURNING id, fingerprint`,
        { linkId: link.linkId, now: now.toISOString() },
      );
      if (!newest) return Refusal.fields([{ field: 'code', code: 'mailbox-code-over' }]);
      if (newest.fingerprint !== this.fingerprint(link.linkId, given.code))
        return Refusal.fields([{ field: 'code', code: 'mailbox-code-wrong' }]);
      const used = { id: newest.id, now: now.toISOString() };
      await queryRows(em, 'UPDATE mailbox_codes SET used_at = :now WHERE id = :id', used);
      const device = given.device ?? randomBytes(32).toString('base64url');
      await queryRows(
        em,
        `INSERT INTO proven_devices (id, device_sha256, partner_id, address, person_name, proven_at, expires_at)
         VALUES (:id, :device, :partnerId, :address, :name, :now, :until)
         ON CONFLICT (device_sha256, partner_id, address) DO UPDATE
         SET person_name = excluded.person_name, proven_at = excluded.proven_at, expires_at = excluded.expires_at`,
        {
          id: newId(),
          device: sha256(device),
          partnerId: link.partnerId,
          address: link.address,
          name: given.name,
          now: now.toISOString(),
          until: new Date(now.getTime() + DEVICE_DAYS * DAY_MS).toISOString(),
        },
      );
      return device;
    });
  }

  /** Who proved this mailbox with this browser within 90 days; null where nobody did. */
  async provenName(link: MailboxLink, device: string | undefined): Promise<string | null> {
    if (!device) return null;
    const { partnerId, address } = link;
    const known = await this.reads
      .of(ProvenDevice)
      .findOneBy({ deviceSha256: sha256(device), partnerId, address });
    return known && known.expiresAt > this.clock.now() ? known.personName : null;
  }

  private fingerprint(linkId: string, code: string): string {
    return this.vault.fingerprint(`mailbox-code:${linkId}:${code}`);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
