import { createHash } from 'node:crypto';
import { appendFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { asUnavailable } from '../../src/files/disk-faults.js';
import { FileStore } from '../../src/files/file-store.js';
import { FreeSpace, NEEDED_BYTES } from '../../src/files/free-space.js';
import { Unavailable } from '../../src/database/unavailable.js';
import { Clock } from '../../src/shared/clock.js';
import { plainEnvironment } from './place.js';

describe('the store of files', () => {
  let root: string;
  let store: FileStore;

  beforeEach(async () => {
    const environment = plainEnvironment();
    root = join(environment.dataDir, 'files');
    store = new FileStore(environment, new Clock());
    await store.onModuleInit();
  });

  const filesUnder = async (folder: string) =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());

  test('gives back the bytes that were put, under a name of its own, with their digest', async () => {
    const bytes = Buffer.from('bytes of a photo');
    const stored = await store.put(bytes);
    expect(stored).toEqual({
      storedAs: expect.stringMatching(/^[0-9a-f]{48}$/),
      digest: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
    });
    const found = await store.open(stored.storedAs);
    expect(found?.sizeBytes).toBe(bytes.length);
    expect(found && (await buffer(found.stream))).toEqual(bytes);
  });

  test('two files with the same bytes are two files, and nothing is left half written', async () => {
    const [a, b] = await Promise.all([store.put(Buffer.from('x')), store.put(Buffer.from('x'))]);
    expect(a.storedAs).not.toBe(b.storedAs);
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
    expect(await filesUnder(root)).toHaveLength(2);
  });

  test('removes a file, and removing it again is no error', async () => {
    const { storedAs } = await store.put(Buffer.from('x'));
    await store.remove(storedAs);
    await store.remove(storedAs);
    expect(await store.open(storedAs)).toBeNull();
  });

  test.each([
    '../secrets.json',
    '..',
    '',
    '/etc/passwd',
    'ab',
    `${'a'.repeat(48)}/`,
    'A'.repeat(48),
  ])('takes no path for a name: %j', async (name) => {
    await writeFile(join(root, '..', 'secrets.json'), 'secret');
    expect(await store.open(name)).toBeNull();
    await store.remove(name);
    expect(await readdir(join(root, '..'))).toContain('secrets.json');
  });

  test('sweeps at the start what was left half written ten minutes ago, and not what is being written', async () => {
    const old = new Date(Date.now() - 11 * 60_000);
    await writeFile(join(root, 'tmp', 'left'), 'x');
    await utimes(join(root, 'tmp', 'left'), old, old);
    await writeFile(join(root, 'tmp', 'fresh'), 'x');
    await store.onModuleInit();
    expect(await readdir(join(root, 'tmp'))).toEqual(['fresh']);
  });

  test('a full disk, as the system reports it, is "unavailable"; another fault stays what it is', async () => {
    const full = await appendFile('/dev/full', 'x').catch((error: unknown) => error);
    expect(asUnavailable(full)).toBeInstanceOf(Unavailable);
    expect(asUnavailable(full)).toMatchObject({ retryAfterSeconds: 5, cause: full });
    const other = await readdir(join(root, 'nowhere')).catch((error: unknown) => error);
    expect(asUnavailable(other)).toBe(other);
  });

  test('gives no name where the bytes could not be written', async () => {
    await rm(join(root, 'tmp'), { recursive: true });
    await writeFile(join(root, 'tmp'), 'in the way');
    await expect(store.put(Buffer.from('x'))).rejects.toThrow();
    expect(await readdir(root)).toEqual(['tmp']);
  });
});

describe('the room on the disk', () => {
  const disk = (bytes: number) =>
    new (class extends FreeSpace {
      override freeBytes() {
        return Promise.resolve(bytes);
      }
    })(plainEnvironment());

  test('an upload needs 500 MB and a filing 100 MB', async () => {
    const { upload, filing } = NEEDED_BYTES;
    expect([upload, filing]).toEqual([500 * 1_048_576, 100 * 1_048_576]);
    expect(await disk(upload).refusal('upload')).toBeNull();
    expect(await disk(upload - 1).refusal('upload')).toMatchObject({
      code: 'unavailable',
      reason: 'disk-full',
    });
    expect(await disk(upload - 1).refusal('filing')).toBeNull();
    expect(await disk(filing - 1).refusal('filing')).toMatchObject({ code: 'unavailable' });
  });

  test('is asked of the disk that holds the data', async () => {
    expect(await new FreeSpace(plainEnvironment()).freeBytes()).toBeGreaterThan(0);
  });
});
