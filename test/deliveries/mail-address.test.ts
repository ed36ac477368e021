import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mailAddress } from '../../src/deliveries/domain/mail-address.js';

describe('one e-mail address', () => {
  test.each([
    ['anna@example.it', 'anna@example.it'],
    ['Anna.Rossi+iter@Example.IT', 'Anna.Rossi+iter@example.it'],
    ["d'angelo@example.it", "d'angelo@example.it"],
    ['anna@città.example', 'anna@xn--citt-3na.example'],
    ['a@sub.domain.example.it', 'a@sub.domain.example.it'],
  ])('%j is one, stored as %j', (text, stored) => {
    expect(mailAddress(text)).toBe(stored);
  });

  test.each([
    'b@x.it\r\nBcc: evil@x.it',
    'b@x.it, evil@x.it',
    'b@x.it;evil@x.it',
    '"b@x.it, evil"@x.it',
    '"b"@x.it',
    'Anna <b@x.it>',
    '<b@x.it>',
    'b@x.it\u0000',
    'b\u2028@x.it',
    'b@x.it\u2028evil@x.it',
    'b@x.it%0d%0aRCPT TO:<evil@x.it>',
    'b@evil@x.it',
    'b @x.it',
    'b@x',
    'b@localhost',
    'b@127.0.0.1',
    'b@0x7f.1',
    'b@[127.0.0.1]',
    'b@x.it/evil',
    'b@x.it:25',
    'b@x.it?evil',
    'b@x.it#evil',
    'b@-x.it',
    'b@x..it',
    '.b@x.it',
    'b..c@x.it',
    'àccento@x.it',
    'b@x.it.',
    '@x.it',
    'b@',
    '',
    `${'b'.repeat(65)}@x.it`,
  ])('%j is refused', (text) => {
    expect(mailAddress(text)).toBeNull();
  });

  test('10 KB of text are refused', () => {
    expect(mailAddress(`b@${'x'.repeat(10_240)}.it`)).toBeNull();
    expect(mailAddress(`${'b'.repeat(10_240)}@x.it`)).toBeNull();
  });

  test('whatever is typed, the answer is null or has one @, no blank, no control, no separator', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.string(), fc.string()).map(([a, b]) => `${a}@${b}`),
      fc.tuple(fc.emailAddress(), fc.string()).map(([a, b]) => a + b),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const address = mailAddress(text);
        if (address === null) return true;
        return /^[^\s@,;:<>"()[\]\\\p{C}]+@[a-z0-9.-]+$/u.test(address) && address.length <= 254;
      }),
      { numRuns: 5_000 },
    );
  });
});
