import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { FileStore } from '../../src/files/file-store.js';
import { type AcceptedFile, type FileOutcome, Files } from '../../src/files/files.service.js';
import { FreeSpace } from '../../src/files/free-space.js';
import { PHOTO_LIMITS } from '../../src/files/photo-process.js';
import { PhotoReader } from '../../src/files/photo-reader.js';
import { Clock } from '../../src/shared/clock.js';
import { isRefusal, type Refusal } from '../../src/shared/refusal.js';
import { blackPng, heic, pdf, picture, sent } from './pictures.js';
import { plainEnvironment } from './place.js';

const environment = plainEnvironment();
const store = new FileStore(environment, new Clock());
/** However busy the machine is that reads them. */
const PATIENT = { ...PHOTO_LIMITS, timeoutMs: 100_000 };
const photos = new PhotoReader(PATIENT);
/** The disk of the machine that runs the tests is nobody's rule here. */
const roomy = new (class extends FreeSpace {
  override freeBytes() {
    return Promise.resolve(Number.MAX_SAFE_INTEGER);
  }
})(environment);
const files = new Files(store, roomy, photos);

beforeAll(() => store.onModuleInit());
afterAll(() => photos.onModuleDestroy());

const photo = (bytes: Buffer, name?: string) => files.accept(sent(bytes, name), { kind: 'photo' });
const document = (bytes: Buffer, name?: string) =>
  files.accept(sent(bytes, name, 'documents'), { kind: 'document' });

function taken(outcome: FileOutcome | Refusal): AcceptedFile {
  if (isRefusal(outcome) || !outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.file;
}

async function stored(outcome: FileOutcome | Refusal): Promise<Buffer> {
  const found = await store.open(taken(outcome).storedAs);
  if (!found) throw new Error('nothing was stored');
  return buffer(found.stream);
}

const error = (code: string, name: string, data: object = {}) => ({
  ok: false,
  error: { field: 'photos', code, data: { name, ...data } },
});

describe('a photo', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('sent as %s is kept as JPEG', async (format) => {
    const bytes = await picture().toFormat(format).toBuffer();
    const outcome = await photo(bytes, `buca.${format}`);
    expect(taken(outcome)).toMatchObject({
      kind: 'photo',
      mediaType: 'image/jpeg',
      originalName: `buca.${format}`,
    });
    const kept = await stored(outcome);
    expect(await sharp(kept).metadata()).toMatchObject({ format: 'jpeg', width: 60, height: 40 });
    expect(taken(outcome).sizeBytes).toBe(kept.length);
    expect(kept.equals(bytes)).toBe(false);
  });

  test('loses who took it and where, and every other word in it', async () => {
    const bytes = await picture()
      .withExif({
        IFD0: { Artist: 'Carla Inventata', ImageDescription: 'davanti a casa' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 23/1 45/1', GPSLongitudeRef: 'E' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>Carla Inventata</note></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(bytes.includes('Carla Inventata')).toBe(true);
    const kept = await stored(await photo(bytes));
    const { exif, xmp, iptc, icc, comments } = await sharp(kept).metadata();
    expect({ exif, xmp, iptc, icc, comments }).toEqual({});
    expect(kept.includes('Carla Inventata')).toBe(false);
    expect(kept.includes('Exif')).toBe(false);
  });

  test('is turned upright before its orientation is forgotten', async () => {
    const bytes = await picture(60, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height, orientation } = await sharp(await stored(await photo(bytes))).metadata();
    expect([width, height, orientation]).toEqual([40, 60, undefined]);
  });

  test('is made smaller to 2048 pixels at its longest side, and never larger', async () => {
    const large = await stored(await photo(await picture(3000, 1500).jpeg().toBuffer()));
    expect(await sharp(large).metadata()).toMatchObject({ width: 2048, height: 1024 });
    const thin = await stored(await photo(await picture(9000, 2).png().toBuffer()));
    expect(await sharp(thin).metadata()).toMatchObject({ width: 2048, height: 1 });
  });

  test('loses what hangs behind it', async () => {
    const tail = '<script>alert(document.domain)</script><?php system($_GET[0]); ?>';
    const bytes = Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from(tail)]);
    const kept = await stored(await photo(bytes));
    expect(kept.includes('<script>')).toBe(false);
    expect(kept.includes('<?php')).toBe(false);
  });

  test('with transparent parts stands on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 4, background: clear } })
      .png()
      .toBuffer();
    const { data } = await sharp(await stored(await photo(bytes)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  test('of 14,000 by 14,000 pixels in a small PNG is refused by its pixels', async () => {
    const bytes = blackPng(14_000, 14_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 14_000, height: 14_000 });
    expect(bytes.length).toBeLessThan(2_000_000);
    expect(await photo(bytes, 'bomba.png')).toEqual(
      error('photo-too-many-pixels', 'bomba.png', { megapixels: 50 }),
    );
  });

  test('of HEIC is refused with a code of its own, for the advice', async () => {
    expect(await photo(heic('heic', 'mif1', 'heic'), 'IMG_0001.HEIC')).toMatchObject(
      error('photo-heic', 'IMG_0001.HEIC'),
    );
  });

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['an HTML page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF with a script', async () => Buffer.concat([await picture().gif().toBuffer(), pdf])],
    ['an AVIF', () => picture().avif().toBuffer()],
    ['a TIFF', () => picture().tiff().toBuffer()],
    ['a PDF', () => pdf],
    ['a text', () => Buffer.from('una buca in via Roma')],
    ['a moving WebP', movingWebp],
  ])('that is %s named .jpg is refused by its format', async (_, make) => {
    expect(await photo(await make(), 'foto.jpg')).toMatchObject(error('photo-format', 'foto.jpg'));
  });

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['cut off in the middle', (whole) => whole.subarray(0, whole.length / 2)],
    ['cut off behind its signature', (whole) => whole.subarray(0, 12)],
    ['noise behind its signature', (whole) => Buffer.concat([whole.subarray(0, 12), noise])],
  ])('that is %s is refused by its name', async (_, harm) => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await sharp(noisePixels, { raw: { width: 64, height: 64, channels: 3 } })
        .toFormat(format)
        .toBuffer();
      const outcome = await photo(harm(whole), 'rotta.jpg');
      expect(outcome).toMatchObject(error('photo-unreadable', 'rotta.jpg'));
    }
  });

  test('of no bytes, or too many, is refused before anybody looks into it', async () => {
    expect(await photo(Buffer.alloc(0), 'vuota.jpg')).toEqual(error('file-empty', 'vuota.jpg'));
    const large = Buffer.concat([await picture().jpeg().toBuffer(), Buffer.alloc(40 * 1_048_576)]);
    expect(await photo(large, 'grande.jpg')).toEqual(
      error('file-too-large', 'grande.jpg', { mb: 10 }),
    );
  });

  test('keeps the name that was sent as a word, without folders and tricks', async () => {
    const bytes = await picture().png().toBuffer();
    const names = ['../../foto\u202Egpj.png', 'strada 🚧.png', 'a\r\nSet-Cookie: x=1.png'];
    const outcomes = await Promise.all(names.map((name) => photo(bytes, name)));
    expect(outcomes.map((outcome) => taken(outcome).originalName)).toEqual([
      'fotogpj.png',
      'strada 🚧.png',
      'a Set-Cookie: x=1.png',
    ]);
  });
});

describe('a document', () => {
  test('that is a PDF is kept byte for byte', async () => {
    const outcome = await document(pdf, 'relazione.pdf');
    expect(taken(outcome)).toMatchObject({ kind: 'document', mediaType: 'application/pdf' });
    expect(await stored(outcome)).toEqual(pdf);
  });

  test.each([
    ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['a page', Buffer.from('<html>%PDF-1.7</html>')],
    ['a program', Buffer.from('MZ\x90\0')],
  ])('that is %s named .pdf is refused', async (_, bytes) => {
    expect(await document(bytes, 'atto.pdf')).toEqual({
      ok: false,
      error: { field: 'documents', code: 'document-not-pdf', data: { name: 'atto.pdf' } },
    });
  });
});

describe('files', () => {
  test('of any kind are told apart by their bytes', async () => {
    const any = async (bytes: Buffer) =>
      taken(await files.accept(sent(bytes, 'x', 'file'), { kind: 'any' })).kind;
    expect(await any(pdf)).toBe('document');
    expect(await any(await picture().png().toBuffer())).toBe('photo');
  });

  test('sent together are taken one by one: the bad one is named, the others are kept', async () => {
    const good = await picture().jpeg().toBuffer();
    const all = [sent(good, 'uno.jpg'), sent(Buffer.from('?'), 'due.jpg'), sent(good, 'tre.jpg')];
    const result = await files.acceptAll(all, { kind: 'photo' });
    if (isRefusal(result)) throw new Error(result.code);
    expect(result.files.map((file) => file.originalName)).toEqual(['uno.jpg', 'tre.jpg']);
    expect(result.errors).toEqual([error('photo-format', 'due.jpg').error]);
    await files.discard(result.files);
    for (const file of result.files) expect(await store.open(file.storedAs)).toBeNull();
  });

  test('are refused, and nothing is kept, where the disk runs full between two of them', async () => {
    const own = plainEnvironment();
    const ownStore = new FileStore(own, new Clock());
    const free = [Number.MAX_SAFE_INTEGER, 0];
    const filling = new (class extends FreeSpace {
      override freeBytes() {
        return Promise.resolve(free.shift() ?? 0);
      }
    })(own);
    const result = await new Files(ownStore, filling, photos).acceptAll([sent(pdf), sent(pdf)], {
      kind: 'document',
    });
    expect(result).toMatchObject({ code: 'unavailable', reason: 'disk-full' });
    const left = await readdir(join(own.dataDir, 'files'), {
      recursive: true,
      withFileTypes: true,
    });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  test('obey the smaller limit that a council sets', async () => {
    const outcome = await files.accept(sent(Buffer.concat([pdf, Buffer.alloc(200_000)]), 'a.pdf'), {
      kind: 'document',
      maxBytes: 100_000,
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'file-too-large' } });
  });
});

describe('the readers of photos', () => {
  test('read more photos than there are readers, each once', async () => {
    const bytes = await picture().png().toBuffer();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => photo(bytes)));
    expect(new Set(outcomes.map((outcome) => taken(outcome).storedAs)).size).toBe(8);
  });

  test('refuse when thirty wait already', async () => {
    const own = new PhotoReader(PATIENT);
    const bytes = await picture().png().toBuffer();
    const readings = await Promise.all(Array.from({ length: 40 }, () => own.read(bytes)));
    const refused = readings.filter(isRefusal);
    expect(refused.length).toBeGreaterThanOrEqual(8);
    expect(refused[0]).toMatchObject({ code: 'unavailable', reason: 'photos-waiting' });
    expect(readings.length - refused.length).toBeGreaterThanOrEqual(30);
    own.onModuleDestroy();
  });

  test('give up a photo that takes too long and read the next one', async () => {
    const limits = { ...PATIENT };
    const own = new PhotoReader(limits);
    const bytes = await picture(4000, 4000).png().toBuffer();
    expect(await own.read(bytes)).toMatchObject({ ok: true });
    limits.timeoutMs = 0;
    expect(await own.read(bytes)).toEqual({ ok: false, fault: 'unreadable' });
    limits.timeoutMs = PATIENT.timeoutMs;
    expect(await own.read(bytes)).toMatchObject({ ok: true });
    own.onModuleDestroy();
  });
});

const noisePixels = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 31) % 251));
const noise = noisePixels.subarray(0, 5000);

async function movingWebp(): Promise<Buffer> {
  const frame = await picture(10, 10).png().toBuffer();
  const other = await sharp(frame).negate().png().toBuffer();
  return sharp([frame, other], { join: { animated: true } })
    .webp()
    .toBuffer();
}
