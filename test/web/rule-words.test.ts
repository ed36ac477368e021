import { expect, test } from '@jest/globals';
import type { Environment } from '../../src/config/environment.js';
import { Languages } from '../../src/web/languages.js';
import { ruleWords } from '../../src/web/views/rule-words.js';

const languages = new Languages({ isProduction: false } as Environment); // the rest of it is not read

test.each([
  [
    'fault 1: term.overdue, director (Iter)',
    'iter «fault» versione 1, termine scaduto, dirigente (pubblicato da Iter)',
  ],
  ['fault 2: task.done', 'iter «fault» versione 2, incarico eseguito'],
  [
    'school-building 3: a new one (Ivo Campi)',
    'iter «school-building» versione 3, a new one (pubblicato da Ivo Campi)',
  ],
  ['Rifiuti e pulizia vanno ad Ambiente Rocca', 'Rifiuti e pulizia vanno ad Ambiente Rocca'],
])('%s reads: %s', (rule, words) => {
  expect(ruleWords(rule, languages, 'it')).toBe(words);
});
