import { describe, expect, test } from '@jest/globals';
import {
  ANSWER_MAX_LENGTH,
  type AskedQuestion,
  checkAnswers,
  stopOf,
} from '../../src/catalogue/domain/check-answers.js';

const callTheUtility = { text: { it: 'Telefonare subito', en: 'Call now' }, phone: '0000 555 100' };
const callRescue = { text: { it: 'Chiamare il 112' }, phone: '112' };

const burst: AskedQuestion = {
  code: 'burst-main',
  version: 2,
  label: { it: 'Condotta rotta?', en: 'Burst main?' },
  type: 'choice',
  isRequired: true,
  choices: [
    { code: 'yes', label: { it: 'Sì', en: 'Yes' }, stop: callTheUtility },
    { code: 'no', label: { it: 'No', en: 'No' } },
  ],
};
const metres: AskedQuestion = {
  code: 'metres',
  version: 1,
  label: { it: 'Quanti metri?' },
  type: 'number',
  isRequired: false,
  choices: [],
};
const lamp: AskedQuestion = { ...metres, code: 'lamp', label: { it: 'Lampione' }, type: 'text' };
const all = [burst, metres, lamp];

describe('answers to the questions of a category', () => {
  test('are kept with the label and version as asked, in the language in which they were asked', () => {
    expect(checkAnswers(all, { metres: '3', 'burst-main': 'no' }, 'en')).toEqual({
      answers: [
        { code: 'burst-main', version: 2, label: 'Burst main?', value: 'no', valueLabel: 'No' },
        { code: 'metres', version: 1, label: 'Quanti metri?', value: 3, valueLabel: '3' },
      ],
    });
  });

  test('that are missing where required, unknown, or of the wrong kind are refused at their field, all at once', () => {
    const given = { metres: 'tanti', lamp: 'x'.repeat(ANSWER_MAX_LENGTH + 1), other: '1' };
    expect(checkAnswers(all, given, 'it')).toEqual({
      errors: [
        { field: 'answers.other', code: 'unknown-field' },
        { field: 'answers.burst-main', code: 'required' },
        { field: 'answers.metres', code: 'number-not-valid' },
        {
          field: 'answers.lamp',
          code: 'too-long',
          data: { max: ANSWER_MAX_LENGTH, length: ANSWER_MAX_LENGTH + 1 },
        },
      ],
    });
    expect(checkAnswers([burst], { 'burst-main': 'perhaps' }, 'it')).toEqual({
      errors: [{ field: 'answers.burst-main', code: 'not-a-choice' }],
    });
    expect(checkAnswers([lamp], { lamp: { a: 1 } }, 'it')).toEqual({
      errors: [{ field: 'answers.lamp', code: 'invalid' }],
    });
  });

  test('are only those that were given: a question may be called like what every object has', () => {
    const named = { ...lamp, code: 'constructor' };
    expect(checkAnswers([named], {}, 'it')).toEqual({ answers: [] });
    expect(stopOf({ stop: null, questions: [{ ...burst, code: 'valueof' }] }, {})).toBeNull();
  });

  test('a blank is no answer, and an optional question may stay without one', () => {
    expect(checkAnswers([metres, lamp], { metres: ' ', lamp: '' }, 'it')).toEqual({ answers: [] });
    expect(checkAnswers([burst], { 'burst-main': ' ' }, 'it')).toHaveProperty('errors');
  });

  test.each([
    ['2,5', 2.5],
    ['2.5', 2.5],
    [7, 7],
    [0, 0],
    ['-3', -3],
  ])('the number %p is read as %p', (given, value) => {
    const checked = checkAnswers([metres], { metres: given }, 'it');
    expect(checked).toMatchObject({ answers: [{ value }] });
  });

  test.each(['1e5', '1,2,3', '0x10', 'NaN', 'Infinity', '１２', NaN])(
    '%p is no number',
    (given) => {
      expect(checkAnswers([metres], { metres: given }, 'it')).toHaveProperty('errors');
    },
  );

  test('emoji and right-to-left text are kept, control characters are not', () => {
    const checked = checkAnswers([lamp], { lamp: ' 🌊\u0000 שלום ' }, 'it');
    expect(checked).toMatchObject({ answers: [{ value: '🌊 שלום' }] });
  });

  test('an answer that stops the filing is found even where other answers are wrong', () => {
    expect(checkAnswers(all, { 'burst-main': ' yes ', metres: 'tanti' }, 'it')).toEqual({
      stop: callTheUtility,
    });
  });

  test('a category that stops the filing does so whatever is answered', () => {
    expect(stopOf({ stop: callRescue, questions: all }, { 'burst-main': 'yes' })).toBe(callRescue);
    expect(stopOf({ stop: null, questions: all }, { 'burst-main': 'yes' })).toBe(callTheUtility);
    expect(stopOf({ stop: null, questions: all }, { 'burst-main': 'no' })).toBeNull();
  });
});
