import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { RECORD_ACTIONS } from '../../src/requests/steps/domain/record-actions.js';
import { TASK_ACTIONS } from '../../src/requests/tasks/domain/answer.js';
import { OWN_STEPS } from '../../src/workflow/domain/lint/own-steps.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';

/** Words of the same file that no step is called by. */
const NO_STEPS = ['told-by', 'contacts-for-task', 'errors', 'reasons', 'fourEyes', 'ruleOfIter', 'rulePublished', 'rules']; // prettier-ignore

test('no iter can have an action under the code of a step that Iter writes by itself', () => {
  const file = readFileSync('views/languages/it/steps.json', 'utf8');
  const named = Object.keys(JSON.parse(file) as object).filter((key) => !NO_STEPS.includes(key));
  const answers = TASK_ACTIONS.map((action) => `task-${action}`);
  expect([...OWN_STEPS].sort()).toEqual(named.sort());
  expect(OWN_STEPS).toEqual(expect.arrayContaining([...RECORD_ACTIONS, ...answers]));
  const codes = readShippedWorkflows().flatMap(({ actions }) => actions.map(({ code }) => code));
  expect(codes.filter((code) => OWN_STEPS.includes(code))).toEqual([]);
});
