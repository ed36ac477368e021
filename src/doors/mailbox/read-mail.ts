/** A mail as far as we read it: who sent it, to which addresses, what it says above the quoted letter, whether a machine wrote it. */
import PostalMime, { type Email } from 'postal-mime';

export interface ReadMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  /** As its header has it; empty where it has none. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  /** Attached tables and papers, as sent; of other kinds none. */
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly isAutomatic: boolean;
  /** What a server said that it does not take, for good; null where it said nothing of the kind. */
  readonly permanentFailure: string | null;
}

const SIZE_MAX = 15_000_000;
const TEXT_MAX = 3_500;
const LIMITS = { maxNestingDepth: 10, maxHeadersSize: 200_000 };
const ADDRESSED = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];
const BULK = /^(bulk|list|junk|auto_reply)$/i;
const AUTOMATIC_HEADERS = ['list-id', 'x-autoreply', 'x-autorespond', 'x-auto-response-suppress'];
const SHEETS = /\.(csv|txt|xlsx|pdf)$/i;
const ROBOTS = /^(mailer-daemon|postmaster|no-?reply|noreply)@/i;

/** Null for what is too large or cannot be parsed. `envelopeTo`: where the server says that it was addressed. */
export async function readMail(
  raw: Buffer,
  envelopeTo: readonly string[] = [],
): Promise<ReadMail | null> {
  if (raw.length > SIZE_MAX) return null;
  const mail = await PostalMime.parse(raw, LIMITS).catch(() => null);
  if (!mail || mail.headers.length === 0) return null;
  const report = reportOf(mail);
  return {
    from: { name: mail.from?.name ?? '', address: mail.from?.address ?? '' },
    to: [...envelopeTo, ...ADDRESSED.flatMap((name) => headersOf(mail, name))],
    messageId: (mail.messageId ?? '').slice(0, 250),
    subject: (mail.subject ?? '').slice(0, 200),
    text: Array.from(aboveTheQuote(mail.text ?? plain(mail.html ?? '')))
      .slice(0, TEXT_MAX)
      .join(''),
    files: filesOf(mail),
    isAutomatic: isAutomatic(mail),
    permanentFailure: /^status:\s*5\.\d/im.test(report) ? diagnosisOf(report) : null,
  };
}

/** By name: mail programs call a CSV file anything. */
function filesOf(mail: Email): ReadMail['files'] {
  return mail.attachments
    .filter(({ filename }) => SHEETS.test(filename ?? ''))
    .map(({ filename, content }) => ({
      name: filename ?? '',
      bytes:
        typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer), // as parsed
    }));
}

/** RFC 3834, and what older machines say instead. */
function isAutomatic(mail: Email): boolean {
  const says = (name: string): string => headersOf(mail, name)[0]?.trim() ?? '';
  const submitted = says('auto-submitted').toLowerCase();
  return (
    (submitted !== '' && submitted !== 'no') ||
    says('return-path') === '<>' ||
    BULK.test(says('precedence')) ||
    AUTOMATIC_HEADERS.some((name) => says(name) !== '') ||
    /multipart\/report/i.test(says('content-type')) ||
    ROBOTS.test(mail.from?.address ?? '')
  );
}

function headersOf(mail: Email, name: string): string[] {
  return mail.headers.filter(({ key }) => key === name).map(({ value }) => value);
}

/** The part of a delivery report that machines read (RFC 3464). */
function reportOf(mail: Email): string {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  if (!part) return '';
  const { content } = part;
  return typeof content === 'string'
    ? content
    : Buffer.from(content as ArrayBuffer).toString('utf8'); // as parsed
}

function diagnosisOf(report: string): string {
  const said = /^diagnostic-code:\s*(?:smtp;)?\s*(.+)$/im.exec(report)?.[1];
  return said ?? /^status:\s*(5\.\S+)/im.exec(report)?.[1] ?? '5.0.0';
}

/** What a person wrote: up to the line with which their program introduces our letter. */
function aboveTheQuote(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const at = lines.findIndex(
    (line, i) =>
      /^-{2,}\s?(messaggio originale|original message)/i.test(line) ||
      /^(il|on) .{5,200}(ha scritto|wrote):?\s*$/i.test(line) ||
      (/^(da|from): /i.test(line) && /^(inviato|sent|data|date): /i.test(lines[i + 1] ?? '')),
  );
  const own = at < 0 ? lines : lines.slice(0, at);
  return own
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
}

function plain(html: string): string {
  const ended = html
    .replace(/<(style|script)[^>]*>[^<]*<\/\1>/gi, '')
    .replace(/<(br|\/p|\/div)[^>]*>/gi, '\n');
  const bare = ended.replace(/<[^>]{0,2000}>/g, '');
  return bare
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
