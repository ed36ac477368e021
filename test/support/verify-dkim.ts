import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** Checks a DKIM signature as a receiver does (RFC 6376 §6, relaxed/relaxed, rsa-sha256), with the key that the DNS would give. */
export function verifyDkim(raw: string, key: KeyObject): boolean {
  const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
  const headers = head.split(/\r\n(?![ \t])/);
  const signature = headers.find((one) => /^dkim-signature:/i.test(one)) ?? '';
  const tags = tagsOf(signature);
  const bodyHash = createHash('sha256').update(relaxedBody(body)).digest('base64');
  if (tags['bh'] !== bodyHash) return false;
  const signed = (tags['h'] ?? '').split(':').map((name) => {
    const wanted = `${name.trim().toLowerCase()}:`;
    return relaxedHeader(headers.find((one) => one.toLowerCase().startsWith(wanted)) ?? '');
  });
  const itself = relaxedHeader(signature.replace(/([;\s]b=)[^;]*/, '$1'));
  const text = [...signed, itself].join('\r\n');
  return createVerify('sha256')
    .update(text)
    .verify(key, tags['b'] ?? '', 'base64');
}

function tagsOf(header: string): Record<string, string> {
  const pairs = header
    .replace(/^[^:]*:/, '')
    .replace(/\s+/g, '')
    .split(';')
    .map((tag) => /^([a-z]+)=(.*)$/s.exec(tag));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1], pair[2]]] : [])));
}

function relaxedHeader(header: string): string {
  const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(header) ?? [];
  return `${name.trim().toLowerCase()}:${value.replace(/\s+/g, ' ').trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').trimEnd());
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
}
