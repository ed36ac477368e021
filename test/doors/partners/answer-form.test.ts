import { describe, expect, test } from '@jest/globals';
import { atPageFields, readAnswer } from '../../../src/doors/shared/answer-form.js';
import { newId } from '../../../src/shared/ids.js';

const sending = { version: '3', submissionId: newId() };
const fieldsOf = (read: ReturnType<typeof readAnswer>) =>
  read.ok ? [] : read.errors.map(({ field, code }) => `${field}: ${code}`);

describe('what a partner types as an answer', () => {
  test('day and hour are read on the wall of Rome, in summer and in winter', () => {
    const at = (performedDay: string, performedTime: string) => {
      const read = readAnswer('complete', 'work', { ...sending, performedDay, performedTime });
      return read.ok ? read.answer.performedAt?.toISOString() : fieldsOf(read);
    };
    expect(at('2026-07-01', '14:30')).toBe('2026-07-01T12:30:00.000Z');
    expect(at('01/12/2026', '9.05')).toBe('2026-12-01T08:05:00.000Z');
  });

  test('an hour that the spring change skips is refused at the hour', () => {
    const read = readAnswer('schedule', 'work', {
      ...sending,
      plannedDay: '2026-03-29',
      plannedTime: '02:30',
    });
    expect(fieldsOf(read)).toEqual(['plannedTime: date-time-not-valid']);
  });

  test('31 February, 25 o’clock and a blank are each named', () => {
    const read = readAnswer('complete', 'work', {
      ...sending,
      performedDay: '2026-02-31',
      performedTime: '25:00',
    });
    expect(fieldsOf(read)).toEqual([
      'performedDay: date-not-valid',
      'performedTime: time-not-valid',
    ]);
    const blank = readAnswer('complete', 'work', {
      ...sending,
      performedDay: '',
      performedTime: '',
    });
    expect(fieldsOf(blank)).toEqual(['performedDay: required', 'performedTime: required']);
  });

  test('each answer needs its own words and takes no field of another', () => {
    expect(fieldsOf(readAnswer('decline', 'work', { ...sending, reason: ' ' }))).toEqual([
      'reason: required',
    ]);
    expect(fieldsOf(readAnswer('ask', 'work', { ...sending, note: '' }))).toEqual([
      'note: required',
    ]);
    expect(fieldsOf(readAnswer('note', 'work', { ...sending, note: 'x', reason: 'y' }))).toEqual([
      'reason: unknown-field',
    ]);
    expect(readAnswer('accept', 'work', sending)).toMatchObject({
      ok: true,
      answer: { action: 'accept', version: 3 },
    });
  });

  test('the service’s errors stand at the fields that the page has', () => {
    const errors = atPageFields([
      { field: 'performedAt', code: 'occurred-in-future' },
      { field: 'note', code: 'required' },
    ]);
    expect(errors.map(({ field }) => field)).toEqual(['performedDay', 'note']);
  });
});
