import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowVersion } from '../../../src/workflow/workflow-version.entity.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from '../offices/desk.js';

const DRAFT = '/amministrazione/iter/fault/bozza';

let house: House;
let ivo: Desk;
beforeAll(async () => {
  house = await openHouse();
  ivo = await seated(house, 'ivo');
});
afterAll(() => house.close());

const digest = () => /name="impronta" value="([^"]*)"/.exec(ivo.page)?.[1] ?? '';

test('removing a state takes no action away: the closing that began there stays whole, and the draft says that it begins nowhere', async () => {
  await ivo.post(DRAFT, { da: '1' });
  await ivo.get(`${DRAFT}/stati/verified`);
  const answer = await ivo.post(`${DRAFT}/stati/verified/togli`, { impronta: digest() });
  expect(answer.headers['location']).toBe(DRAFT);
  const { document } = await house.reads
    .of(WorkflowVersion)
    .findOneByOrFail({ code: 'fault', status: 'draft' });
  expect(document.states.map(({ code }) => code)).not.toContain('verified');
  expect(document.actions.find(({ code }) => code === 'close')?.fields.length).toBeGreaterThan(3);
  expect((await ivo.get(DRAFT)).status).toBe(200);
  expect(ivo.text).toContain('Lo stato «verified» non esiste. actions.close.from');
  expect((await ivo.get(`${DRAFT}/azioni/close`)).status).toBe(200);
});
