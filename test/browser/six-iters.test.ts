import { afterAll, describe, expect, test } from '@jest/globals';
import { recordNext, stateShown } from './next-step.js';
import { People } from './people.js';
import { fileReport } from './reports.js';
import { theTown } from './town.js';

type Road = readonly (readonly [person: string, action: string])[];
interface Case {
  readonly iter: string;
  readonly category: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly road: Road;
}

const CASES: readonly Case[] = [
  {
    iter: 'fault',
    category: 'roads-signs',
    answers: { defect: 'pothole' },
    road: [
      ['bruno', 'take-in-charge'],
      ['bruno', 'assign-own-team'],
      ['bruno', 'record-work-done'],
      ['bruno', 'verify'],
      ['carla', 'close'],
    ],
  },
  {
    iter: 'maintenance',
    category: 'street-furniture',
    answers: { object: 'bench' },
    road: [
      ['bruno', 'take-in-charge'],
      ['bruno', 'plan-inspection'],
      ['bruno', 'record-inspection'],
      ['bruno', 'record-quote'],
      ['carla', 'authorise'],
      ['carla', 'assign-own-team'],
      ['bruno', 'record-work-done'],
      ['beatrice', 'verify'],
      ['carla', 'close'],
    ],
  },
  {
    iter: 'school-building',
    category: 'buildings-schools',
    answers: { 'gas-smell': 'no' },
    road: [
      ['paolo', 'secure'],
      ['paolo', 'assign-own-team'],
      ['paolo', 'record-work-done'],
      ['paolo', 'verify'],
      ['dario', 'close'],
    ],
  },
  {
    iter: 'waste-green',
    category: 'waste-cleaning',
    answers: { kind: 'dumped' },
    road: [
      ['irene', 'record-work-done'],
      ['irene', 'close'],
    ],
  },
  {
    iter: 'information',
    category: 'council-services',
    answers: {},
    road: [
      ['sara', 'take-in-charge'],
      ['sara', 'prepare-answer'],
      ['teresa', 'close'],
    ],
  },
  {
    iter: 'animals-safety',
    category: 'pests-animals',
    answers: { animal: 'stray' },
    road: [
      ['nadia', 'send-patrol'],
      ['nadia', 'secure'],
      ['irene', 'close'],
    ],
  },
];

/** Each shipped iter from the filing to the closing, by the desk's own pages; what the pages show next is what leads on. */
describe('the six shipped iters in the browser', () => {
  const town = theTown();
  const people = new People(town);
  afterAll(() => people.leave());

  test.each(CASES)('$iter', async (one) => {
    const title = `Prova dell’iter ${one.iter}`;
    const ticket = await fileReport(town, { ...one, title });
    for (const [username, action] of one.road)
      await recordNext(await people.signedIn(username), ticket, action);
    const last = await people.signedIn(one.road.at(-1)?.[0] ?? '');
    expect(await stateShown(last)).toBe('Conclusa');
  });

  test('nothing went wrong on any page', async () => {
    expect(await people.faults()).toEqual([]);
  });
});
