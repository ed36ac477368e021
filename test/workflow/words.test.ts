import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { FIELD_TYPES, workflowDocument } from '../../src/workflow/domain/document.js';
import { guard } from '../../src/workflow/domain/document/rules.js';
import { NOT_POSSIBLE_REASONS } from '../../src/workflow/domain/decide.js';
import { DRAFT_CODES, LINT_CODES, SHAPE_CODES } from '../../src/workflow/domain/lint/fault.js';

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
  'date-in-future',
  'blank-left',
  'not-in-words',
  'number-negative',
  'date-too-far',
  'above-limit',
  'not-with-this-choice',
  'person-has-it',
];

const action = workflowDocument.shape.actions.element;
const state = workflowDocument.shape.states.element;

const words = (language: string, namespace: string) =>
  JSON.parse(readFileSync(`views/languages/${language}/${namespace}.json`, 'utf8'));

describe.each(['it', 'en'])('in %s', (language) => {
  test('each reason of the engine is a sentence', () => {
    const { reasons } = words(language, 'refusals');
    for (const code of [...NOT_POSSIBLE_REASONS, 'workflow-published-meanwhile'])
      expect([code, reasons[code]]).toEqual([code, expect.stringMatching(/\.$/)]);
  });

  test('each rule, effect and part of an action has its words on the pages of the administrator', () => {
    const { guards, parts, fieldTypes } = words(language, 'iters');
    for (const { shape } of guard.options) expect(guards).toHaveProperty([shape.kind.value]);
    for (const part of Object.keys({ ...workflowDocument.shape, ...action.shape, ...state.shape }))
      if (!['states', 'actions'].includes(part)) expect(parts).toHaveProperty([part]);
    for (const type of FIELD_TYPES) expect(fieldTypes).toHaveProperty([type]);
  });

  test('each error of a field and each fault of a document is a sentence', () => {
    const errors = words(language, 'errors');
    for (const code of [...FIELD_ERRORS, ...LINT_CODES, ...SHAPE_CODES, ...DRAFT_CODES])
      expect([code, errors[code]]).toEqual([code, expect.stringMatching(/\.$/)]);
  });
});
