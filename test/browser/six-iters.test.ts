import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { openRequest, signIn, wallClock } from './desk.js';
import { theTown } from './town.js';
import { Visitor } from './visitor.js';

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

const TEXT =
  'Il lavoro è stato eseguito per intero e il posto è di nuovo in ordine e sicuro per tutti.';
const TOMORROW = wallClock(new Date(Date.now() + 86_400_000)).day;

/** In the page: whatever the form asks gets an answer; an outcome that says it is solved, else that it was answered. */
const ANSWER_ALL = `(() => {
  for (const field of document.querySelectorAll('main form [required]')) {
    if (field.value) continue;
    if (field.tagName === 'SELECT') {
      const values = [...field.options].map((option) => option.value).filter(Boolean);
      field.value = ['repaired', 'answered'].find((value) => values.includes(value)) ?? values[0];
    } else if (field.type === 'date') field.value = '${TOMORROW}';
    else if (field.inputMode === 'decimal' || field.inputMode === 'numeric' || field.type === 'number') field.value = '1000';
    else field.value = ${JSON.stringify(TEXT)};
  }
  for (const field of document.querySelectorAll('main form textarea[required]')) field.value = ${JSON.stringify(TEXT)};
})()`;

/** Each shipped iter from the filing to the closing, by the desk's own pages; what the pages show next is what leads on. */
describe('the six shipped iters in the browser', () => {
  const town = theTown();
  const people = new Map<string, Visitor>();
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await openChromium();
  });
  afterAll(async () => {
    await chromium.close();
  });

  const person = async (username: string): Promise<Visitor> => {
    const known = people.get(username);
    if (known) return known;
    const visitor = await Visitor.enter(chromium, town);
    people.set(username, visitor);
    await signIn(visitor, username);
    return visitor;
  };

  const filed = async ({ iter, category, answers }: Case): Promise<string> => {
    const answer = await fetch(`${town.address}/api/v1/requests`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify({
        ...{
          category,
          answers,
          title: `Prova dell’iter ${iter}`,
          description: 'Dal principio alla fine.',
        },
        location: { address: 'Via delle Reti 12' },
        citizen: { firstName: 'Marta', lastName: 'Olmi', email: 'marta.olmi@posta.example' },
      }),
    });
    const { ticketNumber } = (await answer.json()) as { ticketNumber?: string };
    if (!ticketNumber) throw new Error(`${category} was not filed: ${answer.status}`);
    return ticketNumber;
  };

  const record = async (username: string, ticket: string, action: string): Promise<void> => {
    const visitor = await person(username);
    const { page } = visitor;
    await openRequest(visitor, ticket);
    await page.locator(`.desk-actions.is-next a[href$="/azioni/${action}"]`).click();
    await page.locator('button[name="vai"]').first().waitFor();
    await page.evaluate(ANSWER_ALL);
    await page.locator('button[name="vai"]').first().click();
    const confirm = page.getByRole('button', { name: 'Confermare e inviare', exact: true });
    const recorded = page.getByText(/^Fase registrata/);
    await confirm.or(recorded).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
    await recorded.waitFor();
  };

  test.each(CASES)('$iter', async (one) => {
    const ticket = await filed(one);
    for (const [username, action] of one.road) await record(username, ticket, action);
    const last = await person(one.road.at(-1)?.[0] ?? '');
    expect(await last.page.locator('.desk-badges .desk-state').first().innerText()).toBe(
      'Conclusa',
    );
  });

  test('nothing went wrong on any page', () => {
    expect([...people.values()].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
