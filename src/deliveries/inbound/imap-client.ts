import type { ImapFlow } from 'imapflow';

/**
 * A client for `imap(s)://user:password@host:port/mailbox`, not yet connected. Throws for what is no URL. The library is loaded here: an
 * installation that reads no mailbox has not its weight.
 */
export async function imapClient(address: string): Promise<ImapFlow> {
  const { protocol, hostname, port, username, password } = new URL(address);
  const isTls = protocol === 'imaps:';
  const { ImapFlow: Client } = await import('imapflow');
  return new Client({
    host: hostname,
    port: Number(port) || (isTls ? 993 : 143),
    secure: isTls,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
  });
}
