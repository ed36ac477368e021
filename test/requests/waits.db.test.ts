import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ClientBase } from 'pg';
import { databaseKind } from '../../src/config/database-kind.js';
import { Conversation } from '../../src/database/statements/conversation.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

/**
 * How often each transaction waited for PostgreSQL: a statement that leaves when all before it are answered begins a wait. Answers are handed on
 * once none is outstanding, so that what waits for one begins a wait of its own however late the others come.
 */
async function waitsOf(work: () => Promise<unknown>): Promise<number[]> {
  const begin = Conversation.begin.bind(Conversation);
  const waits: number[] = [];
  Conversation.begin = (em, client) => begin(em, counted(client, waits));
  try {
    await work();
  } finally {
    Conversation.begin = begin;
  }
  return waits;
}

function counted(client: ClientBase, waits: number[]): ClientBase {
  const mine = waits.push(0) - 1;
  let unanswered = 0;
  let held: (() => void)[] = [];
  type Answered = (error: Error | null, result: unknown) => void;
  const query = (text: string, values: unknown[], answered: Answered): void => {
    if (unanswered === 0) waits[mine] = (waits[mine] ?? 0) + 1;
    unanswered += 1;
    client.query(text, values, (error: Error | null, result: unknown) => {
      unanswered -= 1;
      held.push(() => answered(error, result));
      if (unanswered > 0) return;
      const ready = held;
      held = [];
      for (const hand of ready) hand();
    });
  };
  return { query } as unknown as ClientBase; // a conversation uses nothing else
}

describe('how often PostgreSQL is waited for', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await file(house); // configuration is read once
  });
  afterAll(() => house.close());

  const expected = databaseKind === 'postgres' ? [4] : []; // SQLite answers at once

  test('a filing: to begin, for its key, for its number, and for the commit with all that it writes', async () => {
    expect(await waitsOf(() => file(house))).toEqual(expected);
  });

  test('a step: to begin, for its key with the request, for who hears of it, and for the commit', async () => {
    const { ticketNumber } = await file(house);
    const command = { action: 'take-in-charge', version: 1, data: {}, files: [] };
    const record = () => house.get(StepDesk).record(house.town.bruno, ticketNumber, command, newId()); // prettier-ignore
    expect(await waitsOf(async () => done(await record()))).toEqual(expected);
  });
});
