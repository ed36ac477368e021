/**
 * What counts as one e-mail address (RELIABILITY rule 9).
 *
 * - Exactly one mailbox: no space, control, comma, `<>`, quotes, brackets, colon, semicolon: nothing that a mail library or server
 *   could read as a second recipient or a header.
 * - At most 254 characters, local part at most 64, ASCII. A domain in other letters becomes its `xn--` form.
 */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const UNSAFE_IN_DOMAIN = /[^\p{L}\p{M}\p{N}.-]/u;

/** The address as it is stored and sent (domain in lower-case ASCII), or null where it is not exactly one address. */
export function mailAddress(text: string): string | null {
  if (text.length > 254) return null;
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || at > 64 || !LOCAL.test(local)) return null;
  const domain = asciiDomain(text.slice(at + 1));
  const address = `${local}@${domain}`;
  return domain !== null && address.length <= 254 ? address : null;
}

function asciiDomain(text: string): string | null {
  if (UNSAFE_IN_DOMAIN.test(text) || !URL.canParse(`http://${text}`)) return null;
  const domain = new URL(`http://${text}`).hostname;
  const labels = domain.split('.');
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null;
}
