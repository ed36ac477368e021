import { describe, expect, test } from '@jest/globals';
import { COMMON_PASSWORDS } from '../../src/accounts/passwords/common-passwords.js';
import { passwordFault } from '../../src/accounts/passwords/password-policy.js';

const words = ['b.rossetti', 'Bruno Rossetti', 'Comune di Montebello Marina'];

describe('a password of staff', () => {
  test.each([
    'quattro gatti sul molo',
    'Xk4-pq9-Zz1-wv',
    'perché il mare è blu',
    'ひらがなひらがなカタカナ漢字',
    'montebello ha tre campanili storti',
  ])('may be %s', (password) => {
    expect(passwordFault(password, words)).toBeNull();
  });

  test('has twelve characters at least, as a person counts them', () => {
    expect(passwordFault('gattimare23', words)).toBe('password-too-short');
    expect(passwordFault('😀😀😀😀😀😀', words)).toBe('password-too-short');
  });

  test('has 128 at most', () => {
    const long = 'quattro gatti '.repeat(20);
    expect(passwordFault(long.slice(0, 128), words)).toBeNull();
    expect(passwordFault(long.slice(0, 129), words)).toBe('password-too-long');
  });

  test.each([...COMMON_PASSWORDS].filter((password) => password.length >= 12))(
    'is not %s, which everybody takes',
    (password) => {
      expect(passwordFault(password, [])).not.toBeNull();
      expect(passwordFault(password.toUpperCase(), [])).not.toBeNull();
    },
  );

  test.each(['aaaaaaaaaaaaaaaa', 'xyzxyzxyzxyzxyz', 'abababababab', '1111222233334'])(
    'is not %s, one piece over and over',
    (password) => expect(passwordFault(password, [])).toBe('password-too-common'),
  );

  test.each([
    'Rossetti1970!',
    'brunorossetti',
    'MontebelloMarina1',
    'comune-di-montebello',
    'Segnalazioni2026',
    'b.rossetti.iter',
  ])('is not %s, made of what everybody knows here', (password) => {
    expect(passwordFault(password, words)).toBe('password-known-words');
  });
});
