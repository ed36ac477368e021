import { Injectable } from '@nestjs/common';
import type { Carrier, Channel } from './channel.js';
import { MailChannel } from './mail.channel.js';
import { PecChannel } from './pec.channel.js';
import { WebhookChannel } from './webhook.channel.js';

/** Every channel by its word. */
@Injectable()
export class Channels {
  private readonly carriers: Record<Channel, Carrier>;

  constructor(mail: MailChannel, pec: PecChannel, webhook: WebhookChannel) {
    this.carriers = { email: mail, pec, webhook };
  }

  of(channel: Channel): Carrier {
    return this.carriers[channel];
  }

  async close(): Promise<void> {
    for (const carrier of Object.values(this.carriers)) await carrier.close();
  }
}
