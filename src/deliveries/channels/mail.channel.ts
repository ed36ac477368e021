import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { Outcome } from '../domain/outcome.js';
import { ReplyAddresses } from '../inbound/reply-addresses.js';
import type { Carrier, Parcel } from './channel.js';
import { MailFolder } from './mail-folder.js';
import { mailMessage, type Sender } from './mail-message.js';
import { SmtpAccount } from './smtp-account.js';

/**
 * Promises one mail to one address with a `Message-ID` that never changes, so that a copy after a cut connection is recognised as
 * one (RFC 1047). Over SMTP where SMTP_URL is set, else as a file of the mail folder. Refuses a server whose login or TLS fails:
 * `hold`, since no letter is to blame.
 */
@Injectable()
export class MailChannel implements Carrier {
  private readonly sender: Sender;
  private readonly account: SmtpAccount | undefined;

  constructor(
    { mailFrom, publicUrl, smtpUrl, dkim }: Environment,
    private readonly folder: MailFolder,
    replies: ReplyAddresses,
  ) {
    this.sender = {
      address: mailFrom,
      host: new URL(publicUrl).hostname,
      bouncesTo: (deliveryId) => replies.of('bounce', deliveryId),
    };
    if (smtpUrl) this.account = new SmtpAccount(smtpUrl, this.sender, dkim);
  }

  async send(parcel: Parcel): Promise<Outcome> {
    if (this.account) return this.account.send(parcel);
    await this.folder.put(parcel, mailMessage(parcel, this.sender));
    return { kind: 'sent', detail: 'mail folder' };
  }

  async close(): Promise<void> {
    this.account?.close();
  }
}
