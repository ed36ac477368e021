/** What the library wants to know of `imap(s)://user:password@host:port/mailbox`. Throws for what is no URL. */
export function imapServer({ protocol, hostname, port, username, password }: URL) {
  const isTls = protocol === 'imaps:';
  return {
    host: hostname,
    port: Number(port) || (isTls ? 993 : 143),
    secure: isTls,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}
