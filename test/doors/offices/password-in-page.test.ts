import { expect, test } from '@jest/globals';
import { passwordIn } from './desk.js';

test('a password is read off a page, and no key of a form is taken for one', () => {
  const key = '019c1048-4164-7308-8324-51e45d35a6ac';
  const page = `<input name="invio" value="${key}"><code>9T4Z-1KSP-4HEB</code>`;
  expect(passwordIn(page)).toBe('9T4Z-1KSP-4HEB');
  expect(passwordIn(page.replace('9T4Z-1KSP-4HEB', ''))).toBe('');
});
