import type { SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import { LANGUAGES } from '../../shared/localized-text.js';
import type { Parcel } from './channel.js';

const mailContent = z.object({
  toName: z.string().nullable(),
  fromName: z.string().optional(),
  replyTo: z.string().optional(),
  answersTo: z.string().optional(),
  unsubscribeUrl: z.url().optional(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  language: z.enum(LANGUAGES),
  attachments: z
    .array(z.object({ name: z.string(), type: z.string(), base64: z.base64() }))
    .optional(),
});

/** Everything that could end a header line or hide in one: C0, C1, line and paragraph separators, direction marks. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const HEADER_LIMIT = 250;

export interface Sender {
  /** The address that mail comes from. */
  readonly address: string;
  /** Host of PUBLIC_URL: the right side of a Message-ID. */
  readonly host: string;
  /** Where the refusal of this delivery comes back to (VERP); null where mail is not read. */
  readonly bouncesTo: (deliveryId: string) => string | null;
}

/**
 * The same message for the same delivery, byte for byte, at each attempt: id, date and boundaries come from the delivery. One
 * recipient, given as an object with an explicit envelope: a string could be read as two (RELIABILITY fact 5).
 */
export function mailMessage(parcel: Parcel, sender: Sender): SendMailOptions {
  const mail = mailContent.parse(JSON.parse(parcel.content));
  const { destination } = parcel;
  return {
    from: { name: headerText(mail.fromName ?? ''), address: sender.address },
    to: { name: headerText(mail.toName ?? ''), address: destination },
    envelope: { from: sender.bouncesTo(parcel.id) ?? sender.address, to: [destination] },
    ...(mail.replyTo !== undefined && { replyTo: { name: '', address: mail.replyTo } }),
    ...(mail.answersTo !== undefined && {
      inReplyTo: headerText(mail.answersTo),
      references: headerText(mail.answersTo),
    }),
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    ...(mail.attachments && {
      attachments: mail.attachments.map(({ name, type, base64 }) => ({
        filename: headerText(name),
        contentType: type,
        content: base64,
        encoding: 'base64',
      })),
    }),
    messageId: `<${parcel.id}@${sender.host}>`,
    date: parcel.createdAt,
    baseBoundary: parcel.id,
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': mail.answersTo === undefined ? 'auto-generated' : 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
      ...unsubscribing(mail.unsubscribeUrl),
    },
  };
}

/** One click needs https (RFC 8058 §3.1). */
function unsubscribing(url: string | undefined): Record<string, string> {
  if (url === undefined) return {};
  return {
    'List-Unsubscribe': `<${url}>`,
    ...(url.startsWith('https://') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}

function headerText(text: string): string {
  return Array.from(text.toWellFormed().replace(CONTROLS, ' ').trim())
    .slice(0, HEADER_LIMIT)
    .join('');
}
