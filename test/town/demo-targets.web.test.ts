import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DemoTargets } from '../../src/doors/administration/demo/demo-targets.service.js';
import { TARGET_INDICATORS } from '../../src/statistics/domain/targets.js';
import { Targets } from '../../src/statistics/targets/targets.service.js';
import { seated } from '../doors/offices/desk.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ now: '2026-02-05T08:00:00Z' });
  await file(house);
  await house.get(DemoTargets).set();
});
afterAll(() => house.close());

test('the demo shows of every indicator what was expected and what was reached, month by month, from its first minute', async () => {
  const dario = await seated(house, 'dario');
  await dario.get('/ufficio/statistiche/obiettivi');
  expect(dario.text).not.toContain('Nessun valore atteso');
  expect(dario.text).toContain('Responsabile: Ufficio relazioni con il pubblico');
  expect(dario.text).toMatch(/febbraio 2026 90,0% 100,0% raggiunto/);
});

test('a past that began in the year before has its targets too, and starting again changes none', async () => {
  const targets = house.get(Targets);
  for (const year of [2025, 2026])
    expect((await targets.of(year)).map(({ indicator }) => indicator).sort()).toEqual([...TARGET_INDICATORS].sort()); // prettier-ignore
  const before = await targets.of(2026);
  house.clock.set('2026-02-06T08:00:00Z');
  await house.get(DemoTargets).set();
  expect(await targets.of(2026)).toEqual(before);
});
