import { expect, test } from '@jest/globals';
import type { Environment } from '../../src/config/environment.js';
import { StepWords } from '../../src/requests/steps/step-words.service.js';
import { Languages } from '../../src/web/languages.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';

test('an amount is read as people write it, in the language of whoever reads', () => {
  const words = new StepWords(new Languages({ isProduction: false } as Environment));
  const document = readShippedWorkflows().find(({ code }) => code === 'maintenance')!;
  const step = { action: 'record-quote', values: [{ name: 'data.amount', value: 12_500.5 }] };
  expect(words.details(document, step, 'it')).toMatchObject([{ value: '12.500,5' }]);
  expect(words.details(document, step, 'en')).toMatchObject([{ value: '12,500.5' }]);
});
