import { describe, expect, test } from '@jest/globals';
import { localPath, signInPath } from '../../src/access/return-path.js';

describe('the way back after signing in', () => {
  test.each([
    '/ufficio',
    '/ufficio/segnalazioni?stato=aperta&pagina=2',
    '/ufficio/segnalazioni/2026-004217-K#fasi'.split('#')[0]!,
  ])('%s is a page of ours', (path) => {
    expect(localPath(path)).toBe(path);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '\\\\evil.example',
    'javascript:alert(1)',
    'ufficio',
    '',
    `/${'a'.repeat(600)}`,
    '/ufficio\r\nSet-Cookie: a=b',
    '/accedi?ritorno=/accedi',
    '/esci',
    ['/ufficio', '/ente'],
    undefined,
  ])('%p is none', (given) => {
    expect(localPath(given)).toBeNull();
  });

  test('the sign-in page is told where to lead back to, encoded', () => {
    expect(signInPath('/ufficio?q=a&b=c')).toBe('/accedi?ritorno=%2Fufficio%3Fq%3Da%26b%3Dc');
    expect(signInPath('//evil.example')).toBe('/accedi');
  });
});
