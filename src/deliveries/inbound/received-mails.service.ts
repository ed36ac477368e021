import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Vault } from '../../config/vault.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Delivery } from '../delivery.entity.js';
import { DeliveryListeners } from '../delivery-listeners.js';
import { Endpoint } from '../endpoint.entity.js';
import { type MailOutcome, ReceivedMail } from './received-mail.entity.js';

export interface KeptText {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

export interface WaitingMail extends KeptText {
  readonly id: string;
  readonly receivedAt: Date;
  readonly outcome: MailOutcome;
}

const WAITING = 100;
const REASON_MAX = 150;

/** What came in by mail, each once, and what is kept aside for somebody to look at. */
@Injectable()
export class ReceivedMails {
  constructor(
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly listeners: DeliveryListeners,
  ) {}

  /** True for a mail that was taken in before: what came of it stays. */
  async isKnown(raw: Buffer): Promise<boolean> {
    return this.reads.of(ReceivedMail).existsBy({ sha256: sha256(raw) });
  }

  /** `kept`: the words, where somebody has to look at them. */
  async note(em: EntityManager, raw: Buffer, outcome: MailOutcome, kept?: KeptText): Promise<void> {
    const at = this.clock.now().toISOString();
    const row = {
      id: newId(),
      sha256: sha256(raw),
      at,
      outcome,
      text: kept ? this.vault.seal(JSON.stringify(kept)) : null,
      settled: kept ? null : at,
    };
    await queryRows(
      em,
      `INSERT INTO received_mails (id, sha256, received_at, outcome, sealed_text, settled_at)
       VALUES (:id, :sha256, :at, :outcome, :text, :settled) ON CONFLICT (sha256) DO NOTHING`,
      row,
    );
  }

  /** A server said that it does not take mail for this delivery's address: the address is marked, the office and the administrators hear. */
  async bounced(em: EntityManager, deliveryId: string, said: string): Promise<boolean> {
    const delivery = await em.findOneBy(Delivery, { id: deliveryId, channel: 'email' });
    if (!delivery) return false;
    const reason = said.replace(/\S+@\S+/g, '…').slice(0, REASON_MAX);
    await queryRows(
      em,
      `INSERT INTO bounced_addresses (address, reason, at, delivery_id) VALUES (:address, :reason, :at, :deliveryId)
       ON CONFLICT (address) DO UPDATE SET reason = excluded.reason, at = excluded.at, delivery_id = excluded.delivery_id`,
      { address: delivery.destination, reason, at: this.clock.now().toISOString(), deliveryId },
    );
    const { endpointId, channel, kind, subject } = delivery;
    const endpoint = endpointId ? await em.findOneBy(Endpoint, { id: endpointId }) : null;
    if (endpoint && endpoint.failingSince === null)
      await em.update(Endpoint, { id: endpoint.id }, { failingSince: this.clock.now() });
    const partnerId = endpoint?.partnerId ?? null;
    if (partnerId)
      await this.listeners.hearMailboxLost(em, { partnerId, address: delivery.destination });
    await this.listeners.hearDead(em, { deliveryId, channel, kind, subject, partnerId, reason });
    return true;
  }

  /** Oldest first, at most a hundred. */
  async waiting(): Promise<WaitingMail[]> {
    const mails = await this.reads
      .of(ReceivedMail)
      .find({ where: { settledAt: IsNull() }, order: { receivedAt: 'ASC' }, take: WAITING });
    return mails.map(({ id, receivedAt, outcome, sealedText }) => ({
      ...{ id, receivedAt, outcome },
      ...(JSON.parse(this.vault.open(sealedText ?? '')) as KeptText), // written by `note`
    }));
  }

  /** Somebody has looked: the words are wiped. False where it is not there or was settled. */
  async settle(em: EntityManager, id: string): Promise<boolean> {
    const change = { settledAt: this.clock.now(), sealedText: null };
    return (await em.update(ReceivedMail, { id, settledAt: IsNull() }, change)).affected === 1;
  }
}

function sha256(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex');
}
