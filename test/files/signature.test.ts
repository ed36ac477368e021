import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Signature, signatureOf } from '../../src/files/domain/signature.js';
import { heic, pdf, picture } from './pictures.js';

describe('what a file is, by its first bytes', () => {
  test.each<[string, () => Promise<Buffer> | Buffer, Signature]>([
    ['JPEG', () => picture().jpeg().toBuffer(), 'jpeg'],
    ['PNG', () => picture().png().toBuffer(), 'png'],
    ['WebP', () => picture().webp().toBuffer(), 'webp'],
    ['AVIF', () => picture().avif().toBuffer(), 'other'],
    ['GIF', () => picture().gif().toBuffer(), 'other'],
    ['TIFF', () => picture().tiff().toBuffer(), 'other'],
    ['HEIC of a telephone', () => heic('heic', 'mif1', 'heic'), 'heic'],
    ['HEIC that names itself by its container', () => heic('mif1', 'mif1', 'heic'), 'heic'],
    ['HEIC sequence', () => heic('msf1', 'hevc'), 'heic'],
    ['AVIF in the same container', () => heic('mif1', 'avif', 'mif1'), 'other'],
    ['MP4 in the same container', () => heic('isom', 'mp41'), 'other'],
    ['PDF', () => pdf, 'pdf'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'other'],
    ['a RIFF file that is sound', () => Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'other'],
    ['nothing', () => Buffer.alloc(0), 'other'],
  ])('%s', async (_, make, expected) => {
    expect(signatureOf(await make())).toBe(expected);
  });

  test('never throws, whatever the bytes, and also not for a brand list that claims to be long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (bytes, asBox) => {
        const head = Buffer.from(bytes);
        if (asBox && head.length > 12) head.write('ftyp', 4, 'latin1');
        expect(typeof signatureOf(head)).toBe('string');
      }),
    );
  });
});
