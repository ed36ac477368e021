import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Vault } from '../../config/vault.js';
import { queryRows } from '../../database/query-rows.js';
import type { Language } from '../../shared/localized-text.js';
import { DeliveryListeners } from '../delivery-listeners.js';
import type { MailRoad } from '../channels/channel.js';
import type { Leased } from './leases.js';
import type { MailLetter } from '../letter.js';
import { Outbox } from '../outbox.js';

interface MailEndpoint {
  readonly id: string;
  readonly channel: MailRoad;
  readonly address: string;
  readonly language: Language;
}

interface Waiting {
  readonly id: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly sealed_content: string;
}

const webhookContent = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/**
 * Promises that people are told by mail what their system does not take: one mail for each message, once (its stream is the
 * message's own). Does nothing where the partner has no e-mail endpoint.
 */
@Injectable()
export class Fallback {
  constructor(
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly listeners: DeliveryListeners,
  ) {}

  /** Mails this message and, where `withFollowers`, those that wait behind it. True where somebody is told. */
  async mailInstead(em: EntityManager, leased: Leased, withFollowers: boolean): Promise<boolean> {
    if (leased.channel !== 'webhook' || !leased.endpoint) return false;
    const to = await nextMailEndpoint(em, leased.endpoint.partnerId);
    if (!to) return false;
    const waiting = await notYetMailed(em, leased, withFollowers);
    const letters = waiting.map((message) => this.letter(message, to)).filter((l) => l !== null);
    await this.outbox.post(em, letters);
    return letters.length > 0 || waiting.length === 0;
  }

  private letter(message: Waiting, to: MailEndpoint): MailLetter | null {
    const body: unknown = JSON.parse(this.vault.open(message.sealed_content));
    const content = this.listeners.inWords(webhookContent.parse(body), to.language);
    if (!content) return null;
    return {
      channel: to.channel,
      destination: to.address,
      endpointId: to.id,
      ...(message.subject !== null && { subject: message.subject }),
      kind: message.kind,
      stream: insteadOf(message.id),
      content,
    };
  }
}

function insteadOf(deliveryId: string): string {
  return `instead:${deliveryId}`;
}

async function nextMailEndpoint(
  em: EntityManager,
  partnerId: string,
): Promise<MailEndpoint | undefined> {
  const [next] = await queryRows<MailEndpoint>(
    em,
    `SELECT id, channel, address, language FROM endpoints
     WHERE partner_id = :partnerId AND channel <> 'webhook' AND disabled_at IS NULL ORDER BY preference LIMIT 1`,
    { partnerId },
  );
  return next;
}

async function notYetMailed(
  em: EntityManager,
  leased: Leased,
  withFollowers: boolean,
): Promise<Waiting[]> {
  const self = { ...leased, sealed_content: leased.sealedContent }; // its row may be wiped by now
  const wanted = [self, ...(withFollowers ? await followers(em, leased) : [])];
  const mailed = await queryRows<{ stream: string }>(
    em,
    'SELECT stream FROM deliveries WHERE stream IN (:...streams)',
    { streams: wanted.map(({ id }) => insteadOf(id)) },
  );
  const done = new Set(mailed.map((row) => row.stream));
  return wanted.filter(({ id }) => !done.has(insteadOf(id)));
}

function followers(em: EntityManager, { stream, sequence }: Leased): Promise<Waiting[]> {
  return queryRows(
    em,
    `SELECT id, kind, subject, sealed_content FROM deliveries
     WHERE stream = :stream AND sequence > :sequence AND state = 'pending' ORDER BY sequence LIMIT 100`,
    { stream, sequence },
  );
}
