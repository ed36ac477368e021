import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { queryRows } from '../../../database/query-rows.js';
import { mailAddress } from '../../../deliveries/domain/mail-address.js';
import { Outbox } from '../../../deliveries/outbox.js';
import { Clock } from '../../../shared/clock.js';
import { HowToLetter, type Unplaced } from './how-to-letter.js';

const HOUR_MS = 3_600_000;
/** A flood with forged senders makes us send no more answers than this. */
const AN_HOUR_MAX = 60;

/**
 * Tells a person whose mail could not be placed how to write so that it arrives (RFC 3834). One answer per address and day; none to
 * ourselves or to an address that bounced, so that two machines never talk to each other. Whether a machine wrote, the caller has looked.
 */
@Injectable()
export class HowToPost {
  private lately: number[] = [];

  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly letter: HowToLetter,
    private readonly clock: Clock,
  ) {}

  /** `messageId`: of the mail that is answered, as its header has it. */
  async answer(
    em: EntityManager,
    mail: { readonly address: string; readonly messageId: string },
    why: Unplaced,
  ): Promise<void> {
    const address = mailAddress(mail.address);
    if (address === null || this.isOurs(address)) return;
    const day = this.clock.now().toISOString().slice(0, 10);
    const stream = `how-to:${day}:${this.vault.fingerprint(address).slice(0, 32)}`;
    if ((await isToldOrBounced(em, stream, address)) || !this.mayAnswer()) return;
    const content = await this.letter.write(why, mail.messageId);
    await this.outbox.post(em, [
      { channel: 'email', destination: address, kind: 'mail.how-to', stream, content },
    ]);
  }

  private isOurs(address: string): boolean {
    const { mailFrom, replyTo = mailFrom } = this.environment;
    return [mailFrom, replyTo].map(withoutDetail).includes(withoutDetail(address));
  }

  private mayAnswer(): boolean {
    const now = this.clock.now().getTime();
    this.lately = this.lately.filter((at) => at > now - HOUR_MS);
    if (this.lately.length >= AN_HOUR_MAX) return false;
    this.lately.push(now);
    return true;
  }
}

/** `name+detail@host` is `name@host` (RFC 5233). */
function withoutDetail(address: string): string {
  return address.replace(/\+[^@]*@/, '@').toLowerCase();
}

async function isToldOrBounced(
  em: EntityManager,
  stream: string,
  address: string,
): Promise<boolean> {
  const rows = await queryRows(
    em,
    `SELECT 1 FROM deliveries WHERE stream = :stream UNION ALL SELECT 1 FROM bounced_addresses WHERE address = :address`,
    { stream, address },
  );
  return rows.length > 0;
}
