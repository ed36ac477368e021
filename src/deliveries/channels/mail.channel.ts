import { Injectable, Logger } from '@nestjs/common';
import { createTransport, type SMTPPoolOptions, type Transporter } from 'nodemailer';
import { Environment } from '../../config/environment.js';
import { type Outcome, type SmtpFailure, smtpOutcome } from '../domain/outcome.js';
import type { Carrier, Parcel } from './channel.js';
import { withinMs } from './deadline.js';
import { ReplyAddresses } from '../inbound/reply-addresses.js';
import { MailFolder } from './mail-folder.js';
import { mailMessage, type Sender } from './mail-message.js';

const CONNECTIONS = 4;
const ATTEMPT_LIMIT_MS = 45_000; // below the lease of 60 s

/**
 * Promises one mail to one address with a `Message-ID` that never changes, so that a copy after a cut connection is recognised as
 * one (RFC 1047). Over SMTP where SMTP_URL is set, else as a file of the mail folder. Refuses a server whose login or TLS fails:
 * `hold`, since no letter is to blame.
 */
@Injectable()
export class MailChannel implements Carrier {
  private readonly log = new Logger(MailChannel.name);
  private readonly sender: Sender;
  private readonly smtp: Transporter | undefined;

  constructor(
    environment: Environment,
    private readonly folder: MailFolder,
    replies: ReplyAddresses,
  ) {
    this.sender = {
      address: environment.mailFrom,
      host: new URL(environment.publicUrl).hostname,
      bouncesTo: (deliveryId) => replies.of('bounce', deliveryId),
    };
    if (environment.smtpUrl) this.smtp = createTransport(poolOptions(environment.smtpUrl));
  }

  async send(parcel: Parcel): Promise<Outcome> {
    const message = mailMessage(parcel, this.sender);
    if (!this.smtp) {
      await this.folder.put(parcel, message);
      return { kind: 'sent', detail: 'mail folder' };
    }
    try {
      await withinMs(ATTEMPT_LIMIT_MS, this.smtp.sendMail(message));
      return { kind: 'sent', detail: 'SMTP 250' };
    } catch (error) {
      const outcome = smtpOutcome(error as SmtpFailure); // the library's errors carry these fields
      if (outcome.kind === 'hold')
        this.log.error(`the mail server refuses us: ${outcome.detail}; mail waits`);
      return outcome;
    }
  }

  async close(): Promise<void> {
    this.smtp?.close();
  }
}

function poolOptions(url: string): SMTPPoolOptions & { pool: true } {
  return {
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxRequeues: 0, // the outbox tries again, not the library
    idleTimeout: 30_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    logger: false,
    debug: false,
  };
}
