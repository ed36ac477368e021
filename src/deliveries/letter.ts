import type { MailRoad } from './channels/channel.js';
import type { Language } from '../shared/localized-text.js';

/** A mail as it will leave: complete words, no template left to fill. */
export interface MailContent {
  /** Shown beside the address; controls are taken out when it is sent. */
  readonly toName: string | null;
  /** Shown as the sender; the address stays the installation's. */
  readonly fromName?: string;
  /** Where an answer goes: a signed address that says what it is about. */
  readonly replyTo?: string;
  /** Message-ID of the mail that a machine of ours answers (RFC 3834 §3.1.3). */
  readonly answersTo?: string;
  /** The page on which the reader stops such mails, and where a mail program's button may POST (RFC 2369, RFC 8058). */
  readonly unsubscribeUrl?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: Language;
  readonly attachments?: readonly MailAttachment[];
}

/** A file that goes with a mail; it is sealed and wiped with it. A few hundred kilobytes, no more. */
export interface MailAttachment {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly base64: string;
}

/** The body of a Standard Webhook. The outbox adds `data.sequence`; the whole must stay within 20 KB of JSON. */
export interface WebhookContent {
  /** `step.recorded`, `task.offered`, … */
  readonly type: string;
  /** RFC 3339, when it happened. */
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
}

interface Envelope {
  /** One e-mail address, or the URL of the endpoint. */
  readonly destination: string;
  /** What it is about, for the log of a page: the id of a request; nothing here looks into it. */
  readonly subject?: string;
  /** Key of the letter: `received`, `outcome`, `task.offered`, … */
  readonly kind: string;
  /** At most 120 characters. Letters of one stream arrive in the order in which they were posted. */
  readonly stream: string;
}

export interface MailLetter extends Envelope {
  readonly channel: MailRoad;
  /** Set where it goes to a partner's standing address. */
  readonly endpointId?: string;
  readonly content: MailContent;
}

export interface WebhookLetter extends Envelope {
  readonly channel: 'webhook';
  readonly endpointId: string;
  readonly content: WebhookContent;
}

export type Letter = MailLetter | WebhookLetter;
