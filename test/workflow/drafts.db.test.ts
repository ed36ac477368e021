import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowDrafts } from '../../src/workflow/drafts/workflow-drafts.service.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import { type House, openHouse } from '../support/house.js';

describe('a draft begun by several at the same moment', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const startFour = async (as: { code: string; label: { it: string } }) => {
    const from = (await house.get(Workflows).published('fault'))!;
    const author = { accountId: house.town.ivo.accountId, name: 'Ivo' };
    const start = () => house.get(WorkflowDrafts).start(from, as, author);
    return Promise.all([start(), start(), start(), start()]);
  };

  test('is begun once, and the others hear that there is one', async () => {
    const label = { it: 'Guasto' };
    const answers = await startFour({ code: 'fault', label });
    expect(answers.filter((one) => one === undefined)).toHaveLength(1);
    expect(new Set(answers.map((one) => one?.reason))).toEqual(
      new Set([undefined, 'workflow-draft-there']),
    );
  });

  test('as an iter of its own takes its code once', async () => {
    const answers = await startFour({ code: 'harbour', label: { it: 'Porto' } });
    expect(answers.filter((one) => one === undefined)).toHaveLength(1);
    expect(answers.find((one) => one)?.errors).toMatchObject([{ code: 'code-taken' }]);
  });
});
