import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { SentFile } from '../../src/files/files.service.js';

/** A plain picture of one colour, made by the same library that the product reads with. */
export function picture(width = 60, height = 40) {
  return sharp({ create: { width, height, channels: 3, background: '#c04020' } });
}

export const sent = (bytes: Buffer, name = 'buca.jpg', field = 'photos'): SentFile => ({
  field,
  name,
  bytes,
});

/** The beginning of a HEIC file as telephones write it; nobody reads further. */
export const heic = (major: string, ...compatible: string[]) => {
  const brands = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(brands.length + 4);
  return Buffer.concat([length, brands, Buffer.alloc(400)]);
};

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n', 'latin1');

/** A whole and valid PNG of one bit a pixel: few bytes, as many pixels as one likes. */
export function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // one bit, grey
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const chunks = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
