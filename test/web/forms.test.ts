import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Refusal } from '../../src/shared/refusal.js';
import {
  checked,
  choice,
  choices,
  civilDate,
  civilTime,
  email,
  latitude,
  optional,
  phone,
  text,
  wholeNumber,
} from '../../src/web/fields.js';
import { parseForm, refusedForm, typedValues } from '../../src/web/forms.js';

/** The value of one field, or its error's code. */
function read(field: z.ZodType, typed?: unknown): unknown {
  const form = parseForm(z.strictObject({ f: field }), typed === undefined ? {} : { f: typed });
  if (form.ok) return (form.value as { f: unknown }).f;
  return form.errors.map(({ code }) => `!${code}`).join();
}

describe('text', () => {
  test.each([
    ['  Buca\r\nin strada ', 'Buca in strada'],
    ['a\u0000\u0007b', 'ab'],
    ['e\u0301', 'é'],
    ['\ud800x', '\ufffdx'],
    ['', '!required'],
    [' \t\n ', '!required'],
    [undefined, '!required'],
    [['a', 'b'], '!invalid'],
    ['x'.repeat(15), '!too-long'],
  ])('%j becomes %j', (typed, expected) => {
    expect(read(text(14), typed)).toBe(expected);
  });

  test('length is counted in code points, as a person counts', () => {
    expect(read(text(3), '😀😀😀')).toBe('😀😀😀');
    expect(read(text(2), '😀😀😀')).toBe('!too-long');
  });

  test('a text of several lines keeps them; right-to-left text stays as it is', () => {
    expect(read(text(50, { lines: true }), 'a\r\nb')).toBe('a\nb');
    expect(read(text(50), 'حفرة في الطريق')).toBe('حفرة في الطريق');
  });

  test('the error tells the limit and the length', () => {
    const form = parseForm(z.object({ f: text(5) }), { f: '123456' });
    expect(form.ok ? [] : form.errors).toEqual([
      { field: 'f', code: 'too-long', data: { max: 5, length: 6 } },
    ]);
  });
});

describe('e-mail', () => {
  test.each(['anna.rossi@Example.IT', 'o.brien+iter@posta.comune.example', 'è@esempio.it'])(
    '%s is taken',
    (address) => {
      expect(String(read(email(), address))).toMatch(/@[a-z.]+$/);
    },
  );

  test.each([
    'anna',
    'anna@localhost',
    'anna@esempio.it, bruno@esempio.it',
    'Anna <anna@esempio.it>',
    'anna@esempio.it\nBcc: x@y.it',
    '"anna"@esempio.it',
    'a b@esempio.it',
    'a@b@esempio.it',
  ])('%j is refused', (address) => {
    expect(read(email(), address)).toBe('!email-not-valid');
  });

  test('255 characters are too many', () => {
    expect(read(email(), `a@${'b'.repeat(250)}.it`)).toBe('!too-long');
  });
});

describe('other fields', () => {
  test.each([
    ['2026-02-31', '!date-not-valid'],
    ['31/02/2026', '!date-not-valid'],
    ['2024-02-29', '2024-02-29'],
    ['1/3/2026', '2026-03-01'],
    ['2026-13-01', '!date-not-valid'],
    ['ieri', '!date-not-valid'],
    ['', '!required'],
  ])('the date %j becomes %j', (typed, expected) => {
    expect(read(civilDate(), typed)).toBe(expected);
  });

  test('a time on the wall of Rome is an instant, and the hour that spring skips is refused', () => {
    expect(read(civilTime(), '2026-07-01T10:30')).toEqual(new Date('2026-07-01T08:30:00Z'));
    expect(read(civilTime(), '2026-03-29T02:30')).toBe('!date-time-not-valid');
    expect(read(civilTime(), '2026-02-30T10:00')).toBe('!date-time-not-valid');
  });

  test.each([
    ['+39 0586 12.34-56', '+390586123456'],
    ['12345', '!phone-not-valid'],
    ['0586 12 interno 4', '!phone-not-valid'],
  ])('the phone number %j becomes %j', (typed, expected) => {
    expect(read(phone(), typed)).toBe(expected);
  });

  test.each([
    ['43,39', 43.39],
    ['-12.5', -12.5],
    ['91', '!coordinates-not-valid'],
    ['1e2', '!coordinates-not-valid'],
    ['NaN', '!coordinates-not-valid'],
  ])('the latitude %j becomes %j', (typed, expected) => {
    expect(read(latitude(), typed)).toBe(expected);
  });

  test.each([
    ['7', 7],
    ['0', '!too-small'],
    ['11', '!too-big'],
    ['7.5', '!number-not-valid'],
  ])('the number %j becomes %j', (typed, expected) => {
    expect(read(wholeNumber(1, 10), typed)).toBe(expected);
  });

  test('an optional field left blank is undefined, a wrong one is still wrong', () => {
    expect(read(optional(email()), '  ')).toBeUndefined();
    expect(read(optional(email()))).toBeUndefined();
    expect(read(optional(email()), 'x')).toBe('!email-not-valid');
  });

  test('choices: one, several, none, and one that is not offered', () => {
    expect(read(choice(['a', 'b']), 'a')).toBe('a');
    expect(read(choice(['a', 'b']), 'c')).toBe('!not-a-choice');
    expect(read(choice(['a', 'b']), '')).toBe('!required');
    expect(read(choices(['a', 'b']), 'a')).toEqual(['a']);
    expect(read(choices(['a', 'b']), ['a', 'b'])).toEqual(['a', 'b']);
    expect(read(choices(['a', 'b']))).toEqual([]);
  });

  test('a box that must be ticked has its own sentence', () => {
    expect(read(checked('privacy-needed'))).toBe('!privacy-needed');
    expect(read(checked('privacy-needed'), 'on')).toBe(true);
  });
});

describe('a form', () => {
  test('a field that the form does not have is refused, the token of the frame is not', () => {
    const form = parseForm(z.strictObject({}), { _csrf: 'x', admin: '1' });
    expect(form.ok ? [] : form.errors).toEqual([{ field: 'admin', code: 'unknown-field' }]);
  });

  test('what was typed comes back untouched, without the token, and nothing that is no text', () => {
    const body = Object.assign(Object.create(null), {
      a: ' x ',
      b: ['1', '2'],
      c: { d: 'e' },
      _csrf: 't',
    }) as unknown;
    expect(typedValues(body)).toEqual({ a: ' x ', b: ['1', '2'] });
    expect(typedValues(undefined)).toEqual({});
  });

  test('each field has one error, the first', () => {
    const twice = z.object({ f: z.string().min(3, 'too-short').regex(/x/, 'invalid') });
    const form = parseForm(twice, { f: 'a' });
    expect(form.ok ? 0 : form.errors.length).toBe(1);
  });

  test('a refusal of the service shows its sentence, or its fields', () => {
    const values = { a: 'x' };
    expect(refusedForm(Refusal.fields([{ field: 'a', code: 'invalid' }]), values)).toEqual({
      status: 422,
      values,
      errors: [{ field: 'a', code: 'invalid' }],
      refusal: null,
    });
    expect(refusedForm(new Refusal('stale-version'), values)).toMatchObject({
      status: 409,
      refusal: { code: 'stale-version' },
    });
  });
});
