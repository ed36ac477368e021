import { Logger } from '@nestjs/common';
import { createTransport, type SMTPPoolOptions, type Transporter } from 'nodemailer';
import type { DkimKey } from '../../config/mail-accounts.js';
import { type Outcome, type SmtpFailure, smtpOutcome } from '../domain/outcome.js';
import type { Parcel } from './channel.js';
import { withinMs } from './deadline.js';
import { mailMessage, type Sender } from './mail-message.js';

const CONNECTIONS = 4;

export interface SmtpLimits {
  readonly attemptMs: number;
  readonly answerMs: number;
}
/** The attempt stays below the lease of 60 s. */
const LIMITS: SmtpLimits = { attemptMs: 45_000, answerMs: 10_000 };

/** What a signature covers: the library's own list lacks what RFC 8058 §4 asks for, `List-Unsubscribe-Post`. */
const SIGNED = [
  ...['From', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'In-Reply-To', 'References'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

/** One account at a mail server, with a pool of connections that are kept open. */
export class SmtpAccount {
  private readonly log = new Logger(SmtpAccount.name);
  private readonly smtp: Transporter;

  constructor(
    url: string,
    private readonly sender: Sender,
    dkim?: DkimKey,
    private readonly limits: SmtpLimits = LIMITS,
  ) {
    const signing = dkim && { dkim: { ...dkim, headerFieldNames: SIGNED } };
    this.smtp = createTransport({ ...poolOptions(url, limits), ...signing });
  }

  /** Refuses nothing: a server that turns us down is `hold`, since no letter is to blame. */
  async send(parcel: Parcel): Promise<Outcome> {
    try {
      await withinMs(this.limits.attemptMs, this.smtp.sendMail(mailMessage(parcel, this.sender)));
      return { kind: 'sent', detail: 'SMTP 250' };
    } catch (error) {
      const outcome = smtpOutcome(error as SmtpFailure); // the library's errors carry these fields
      if (outcome.kind === 'hold')
        this.log.error(`the mail server refuses us: ${outcome.detail}; mail waits`);
      return outcome;
    }
  }

  /** Speaks to the server and signs in, without a letter; answers why it will not have us, null where it will. */
  async refusal(): Promise<string | null> {
    try {
      await withinMs(this.limits.attemptMs, this.smtp.verify());
      return null;
    } catch (error) {
      return smtpOutcome(error as SmtpFailure).detail;
    }
  }

  close(): void {
    this.smtp.close();
  }
}

function poolOptions(url: string, { answerMs }: SmtpLimits): SMTPPoolOptions & { pool: true } {
  return {
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxRequeues: 0, // the outbox tries again, not the library
    idleTimeout: 30_000,
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: 3 * answerMs,
    logger: false,
    debug: false,
  };
}
