import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tidyFileName } from '../../src/shared/file-name.js';

describe('the name of a file', () => {
  test.each([
    ['a folder above', '../../etc/passwd', 'passwd'],
    ['a folder of Windows', 'C:\\fakepath\\foto.jpg', 'foto.jpg'],
    ['nothing but folders', '../..', 'file'],
    ['dots alone', '...', 'file'],
    ['nothing', '', 'file'],
    ['line ends, as for a header', 'a.jpg\r\nX-Evil: 1', 'a.jpg X-Evil: 1'],
    ['a name that is turned round to look like a picture', 'foto\u202Egpj.exe', 'fotogpj.exe'],
    ['marks of direction round Arabic', '\u2067صورة\u2069.jpg', 'صورة.jpg'],
    ['a zero byte', 'a\0.jpg', 'a.jpg'],
    ['an emoji made of several', 'strada 👩‍👧.jpg', 'strada 👩‍👧.jpg'],
    ['letters put together from parts', 'citta\u0300.pdf', 'città.pdf'],
    ['half an emoji', 'a\ud83d.jpg', 'a\ufffd.jpg'],
  ])('with %s is made plain', (_, name, plain) => {
    expect(tidyFileName(name)).toBe(plain);
  });

  test('is cut to 120 characters and keeps its extension, counting an emoji as one', () => {
    const name = tidyFileName(`${'🕳'.repeat(300)}.jpeg`);
    expect(Array.from(name)).toHaveLength(120);
    expect(name.endsWith('🕳….jpeg')).toBe(true);
    expect(Array.from(tidyFileName(`x.${'y'.repeat(300)}`))).toHaveLength(120);
  });

  test('whatever was sent, is one line without folders, controls or hidden signs, and stays as it is the second time', () => {
    const sign = fc.oneof(
      fc.constantFrom('/', '\\', '.', ' ', '\n', '\u202E', '\u200B', 'à', '🙂'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 200 }), (signs) => {
        const name = tidyFileName(signs.join(''));
        expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u2028\u2029]/u);
        expect(Array.from(name).length).toBeGreaterThan(0);
        expect(Array.from(name).length).toBeLessThanOrEqual(120);
        expect(tidyFileName(name)).toBe(name);
      }),
    );
  });
});
