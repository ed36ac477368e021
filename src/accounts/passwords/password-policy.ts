/**
 * What a password of staff must be: long (12 to 128 characters of any kind, spaces too), not one that everybody chooses, not made of what
 * everybody knows about its owner and this place. No rules on digits or signs, no expiry (NIST SP 800-63B §5.1.1, ASVS 6.2).
 */
import { searchable, textLength } from '../../shared/normalize.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

export type PasswordFault =
  'password-too-short' | 'password-too-long' | 'password-too-common' | 'password-known-words';

/** Words that may not make up a password: the person's names, the username, the council's name, the product's. */
const HOUSE_WORDS = [
  'iter',
  'comune',
  'municipio',
  'password',
  'segnalazione',
  'segnalazioni',
  'ufficio',
];
const LEFT_OVER_MIN = 6;

/** Null where the password is good. */
export function passwordFault(
  password: string,
  contextWords: readonly string[],
): PasswordFault | null {
  const length = textLength(password);
  if (length < PASSWORD_MIN) return 'password-too-short';
  if (length > PASSWORD_MAX) return 'password-too-long';
  const plain = searchable(password);
  if (COMMON_PASSWORDS.has(plain) || isMonotonous(plain)) return 'password-too-common';
  return isMadeOf(plain, contextWords) ? 'password-known-words' : null;
}

/** Few different characters, or one piece over and over: `abcabcabcabc`. */
function isMonotonous(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  return [1, 2, 3, 4, 5, 6].some((size) => plain === repeat(plain.slice(0, size), plain.length));
}

function repeat(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** True where hardly a letter is left once the known words are taken out. */
function isMadeOf(plain: string, contextWords: readonly string[]): boolean {
  const words = [...contextWords, ...HOUSE_WORDS]
    .flatMap((word) => searchable(word).split(/[^a-z0-9]+/))
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((text, word) => text.replaceAll(word, ' '), plain);
  if (rest === plain) return false;
  return rest.replace(/[^a-z]/g, '').length < LEFT_OVER_MIN;
}
