import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { Outcome } from '../domain/outcome.js';
import type { Carrier, Parcel } from './channel.js';
import { MailFolder } from './mail-folder.js';
import { mailMessage, type Sender } from './mail-message.js';
import { SmtpAccount } from './smtp-account.js';

/**
 * Certified mail (PEC, d.P.R. 68/2005) through the council's own account at its provider. `sent` means that the provider took it in charge;
 * its receipts of acceptance and delivery come to the account's mailbox. Outside production without PEC_URL it is a file of the mail
 * folder; in production it waits (`hold`) until the account is set.
 */
@Injectable()
export class PecChannel implements Carrier {
  private readonly sender: Sender;
  private readonly account: SmtpAccount | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly folder: MailFolder,
  ) {
    const { pec, mailFrom, publicUrl } = environment;
    this.sender = {
      address: pec?.from ?? mailFrom,
      host: new URL(publicUrl).hostname,
      bouncesTo: () => null, // a provider takes mail from the account's own address only
    };
    if (pec) this.account = new SmtpAccount(pec.url, this.sender);
  }

  async send(parcel: Parcel): Promise<Outcome> {
    if (this.account) return this.account.send(parcel);
    if (this.environment.isProduction) return { kind: 'hold', detail: 'PEC_URL is not set' };
    await this.folder.put(parcel, mailMessage(parcel, this.sender));
    return { kind: 'sent', detail: 'mail folder' };
  }

  async close(): Promise<void> {
    this.account?.close();
  }
}
