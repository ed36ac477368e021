/**
 * What a file is, told by its first bytes and nothing else: a sender's name and type are only claims.
 */
export const SIGNATURES = ['jpeg', 'png', 'webp', 'heic', 'pdf', 'other'] as const;
export type Signature = (typeof SIGNATURES)[number];

const HEIC_BRANDS = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/;
const AVIF_BRANDS = /^avi[fs]$/;
const LONGEST_BRANDS_BYTES = 256;

/** The kind of file that these bytes begin as; `other` for all that Iter does not take and needs no name. */
export function signatureOf(bytes: Uint8Array): Signature {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512));
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (latin(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP') return 'webp';
  if (latin(head, 0, 5) === '%PDF-') return 'pdf';
  return isHeic(head) ? 'heic' : 'other';
}

/** ISO 14496-12: box length, `ftyp`, major brand, version, compatible brands. AVIF shares the box and some brands. */
function isHeic(head: Buffer): boolean {
  if (head.length < 16 || latin(head, 4, 8) !== 'ftyp') return false;
  const end = Math.min(head.readUInt32BE(0), LONGEST_BRANDS_BYTES, head.length);
  const brands = [latin(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin(head, at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.test(brand))) return false;
  return brands.some((brand) => HEIC_BRANDS.test(brand));
}

function latin(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}
