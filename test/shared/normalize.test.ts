import { describe, expect, test } from '@jest/globals';
import { tidyText } from '../../src/shared/normalize.js';

describe('a text as it is kept', () => {
  test.each([
    ['zero-width spaces', '\u200B'.repeat(60)],
    ['word joiners and byte order marks', '\u2060\uFEFF \u2060'],
    ['joiners, marks and blanks alone', '\u200D \u200F\u0301\n'],
    ['letters that are blank by their drawing', '\u3164\u2800\u115F'],
    ['soft hyphens', '\u00AD\u00AD'],
  ])('is empty where nothing in it can be seen: %s', (_, text) => {
    expect(tidyText(text)).toBe('');
  });

  test.each([
    ['a family of emoji', '👨‍👩‍👧 in bici', '👨‍👩‍👧 in bici'],
    ['Persian with its joiner', 'می‌خواهم', 'می‌خواهم'],
    ['a flag of tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['an accent of its own', 'perche\u0301', 'perché'],
    ['line ends', 'uno\r\ndue\rtre', 'uno\ndue\ntre'],
    ['a word cut by what is not seen', 'bu\u200Bca\u00AD', 'buca'],
    ['a text turned round', 'fattura\u202Egpj.exe', 'fatturagpj.exe'],
  ])('keeps what is seen: %s', (_, text, kept) => {
    expect(tidyText(text)).toBe(kept);
  });
});
