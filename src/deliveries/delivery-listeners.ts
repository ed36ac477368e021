import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Language } from '../shared/localized-text.js';
import type { Channel } from './channels/channel.js';
import type { MailContent, WebhookContent } from './letter.js';

/** A message that will not be sent any more. */
export interface DeadDelivery {
  readonly deliveryId: string;
  readonly channel: Channel;
  readonly kind: string;
  /** As the letter gave it. */
  readonly subject: string | null;
  readonly partnerId: string | null;
  /** SMTP reply or HTTP status: no address, no text. */
  readonly reason: string;
}

export interface DisabledEndpoint {
  readonly endpointId: string;
  readonly partnerId: string;
  readonly reason: string;
}

/** An e-mail address at which a partner is not to be reached any more. */
export interface LostMailbox {
  readonly partnerId: string;
  readonly address: string;
}

type OnDead = (em: EntityManager, dead: DeadDelivery) => Promise<void>;
type OnDisabled = (em: EntityManager, endpoint: DisabledEndpoint) => Promise<void>;
type OnMailboxLost = (em: EntityManager, mailbox: LostMailbox) => Promise<void>;
type InWords = (webhook: WebhookContent, language: Language) => MailContent;

/**
 * What travels up from the post office: declared here, registered from above at start. A listener runs in the transaction that
 * writes the outcome, so that a message cannot die unseen; it writes through `em` and does nothing else.
 */
@Injectable()
export class DeliveryListeners {
  private readonly dead: OnDead[] = [];
  private readonly disabled: OnDisabled[] = [];
  private readonly lost: OnMailboxLost[] = [];
  private words: InWords | undefined;

  onDead(listener: OnDead): void {
    this.dead.push(listener);
  }

  onEndpointDisabled(listener: OnDisabled): void {
    this.disabled.push(listener);
  }

  onMailboxLost(listener: OnMailboxLost): void {
    this.lost.push(listener);
  }

  /** How a webhook's message reads as a mail, for the partner whose system does not answer. */
  tellInWords(words: InWords): void {
    this.words = words;
  }

  async hearDead(em: EntityManager, dead: DeadDelivery): Promise<void> {
    for (const listener of this.dead) await listener(em, dead);
  }

  async hearDisabled(em: EntityManager, endpoint: DisabledEndpoint): Promise<void> {
    for (const listener of this.disabled) await listener(em, endpoint);
  }

  async hearMailboxLost(em: EntityManager, mailbox: LostMailbox): Promise<void> {
    for (const listener of this.lost) await listener(em, mailbox);
  }

  /** Null where nobody has registered the words: then nothing can be mailed instead. */
  inWords(webhook: WebhookContent, language: Language): MailContent | null {
    return this.words?.(webhook, language) ?? null;
  }
}
