import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { NOT_POSSIBLE_REASONS } from '../../src/workflow/domain/decide.js';
import { LINT_CODES, SHAPE_CODES } from '../../src/workflow/domain/lint/fault.js';

const FIELD_ERRORS = [
  'required',
  'unknown-field',
  'invalid',
  'too-long',
  'too-short',
  'not-a-choice',
  'date-not-valid',
  'number-invalid',
  'date-in-past',
  'blank-left',
  'above-limit',
  'not-with-this-choice',
];

const words = (language: string, namespace: string) =>
  JSON.parse(readFileSync(`views/languages/${language}/${namespace}.json`, 'utf8'));

describe.each(['it', 'en'])('in %s', (language) => {
  test('each reason of the engine is a sentence', () => {
    const { reasons } = words(language, 'refusals');
    for (const code of [...NOT_POSSIBLE_REASONS, 'workflow-published-meanwhile'])
      expect([code, reasons[code]]).toEqual([code, expect.stringMatching(/\.$/)]);
  });

  test('each error of a field and each fault of a document is a sentence', () => {
    const errors = words(language, 'errors');
    for (const code of [...FIELD_ERRORS, ...LINT_CODES, ...SHAPE_CODES])
      expect([code, errors[code]]).toEqual([code, expect.stringMatching(/\.$/)]);
  });
});
