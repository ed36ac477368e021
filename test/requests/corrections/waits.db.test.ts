import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { clocksOf } from '../../../src/requests/clock/clock-book.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import type { StepCommand } from '../../../src/requests/steps/step-command.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const DAY_MS = 86_400_000;
const QUESTION = { data: { question: 'A quale numero civico si trova la buca?' } };
const OTHERS = { data: { awaited: 'Il parere del gestore della rete idrica' } };
const ON = { note: 'Si prosegue con quello che si sa.' };

describe('a wait, after a step at one of its ends was struck through', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const view = async (ticketNumber: string, viewer: Viewer = house.town.carla) =>
    done(await house.get(RequestViews).view(viewer, ticketNumber, 'it'));
  const record = async (
    ticketNumber: string,
    action: string,
    more: Partial<StepCommand> = {},
    viewer: Viewer = house.town.bruno,
  ) => {
    const { version } = (await view(ticketNumber)).request;
    const command = { action, version, data: {}, files: [], ...more };
    return done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId()));
  };
  const strike = async (ticketNumber: string, seq: number) => {
    const { version } = (await view(ticketNumber)).request;
    const correction = {
      seq,
      version,
      reason: 'Registrata per errore.',
      treatment: 'keep',
    } as const;
    const desk = house.get(CorrectionDesk);
    return done(await desk.correct(house.town.carla, ticketNumber, correction, newId()));
  };
  /** What a wait is made of: where it is, where it leads back to, the term, the suspension, and the clocks that run. */
  const standing = async (ticketNumber: string) => {
    const { request } = await view(ticketNumber);
    const { id, stateCode, stateKind, stateSince, returnState } = request;
    const { dueAt, suspendedSince, suspendedUntil } = request;
    const clocks = await house.transactions.run((em) => clocksOf(em, id));
    return {
      ...{ stateCode, stateKind, stateSince, returnState, dueAt, suspendedSince, suspendedUntil },
      clocks: clocks.map(({ rule, subject, firesAt }) => [rule, subject, firesAt]).sort(),
    };
  };
  const taken = async () => {
    const { ticketNumber } = await file(house);
    await record(ticketNumber, 'take-in-charge');
    return ticketNumber;
  };
  const offered = async (ticketNumber: string, viewer: Viewer = house.town.bruno) =>
    (await view(ticketNumber, viewer)).actions.map(({ code }) => code);
  const anna = async (ticketNumber: string): Promise<Viewer> => {
    const { id } = (await view(ticketNumber)).request;
    return { kind: 'citizen', requestId: id, ticketNumber };
  };

  test('a struck end of a wait for others gives the whole wait back: it can be ended again', async () => {
    const ticketNumber = await taken();
    await record(ticketNumber, 'wait-third-party', OTHERS);
    const waiting = await standing(ticketNumber);
    house.clock.pass(DAY_MS);
    const { seq } = await record(ticketNumber, 'resume');
    await strike(ticketNumber, seq);
    expect(await standing(ticketNumber)).toEqual(waiting);
    expect(await offered(ticketNumber)).toContain('resume');
    await record(ticketNumber, 'resume');
    expect((await standing(ticketNumber)).stateCode).toBe('taken-in-charge');
  });

  test.each([
    ['the office that went on', 'go-on-without-answer'],
    ['the citizen who answered', 'answer'],
  ])('the citizen is asked again where the step of %s was struck', async (_, action) => {
    const ticketNumber = await taken();
    await record(ticketNumber, 'ask-citizen', QUESTION);
    const waiting = await standing(ticketNumber);
    house.clock.pass(3 * DAY_MS);
    const citizen = await anna(ticketNumber);
    const who = action === 'answer' ? citizen : house.town.bruno;
    const { seq } = await record(ticketNumber, action, ON, who);
    expect((await standing(ticketNumber)).suspendedUntil).not.toBeNull();
    await strike(ticketNumber, seq);
    expect(await standing(ticketNumber)).toEqual(waiting);
    expect(await offered(ticketNumber, citizen)).toContain('answer');
    await record(ticketNumber, 'answer', { note: 'Al numero 12.' }, citizen);
    const { stateCode, returnState } = await standing(ticketNumber);
    expect([stateCode, returnState]).toEqual(['taken-in-charge', null]);
  });

  test('a struck beginning leaves no trace of the wait', async () => {
    const ticketNumber = await taken();
    const before = await standing(ticketNumber);
    const { seq } = await record(ticketNumber, 'ask-citizen', QUESTION);
    await strike(ticketNumber, seq);
    expect(await standing(ticketNumber)).toEqual(before);
  });

  test('a struck withdrawal gives back the wait that it came into', async () => {
    const ticketNumber = await taken();
    await record(ticketNumber, 'wait-third-party', OTHERS);
    const waiting = await standing(ticketNumber);
    const { seq } = await record(ticketNumber, 'withdraw', ON, await anna(ticketNumber));
    await strike(ticketNumber, seq);
    expect(await standing(ticketNumber)).toEqual(waiting);
    expect(await offered(ticketNumber)).toContain('resume');
  });

  test.each([
    ['others', 'wait-third-party', OTHERS, 'resume', {}],
    ['the citizen', 'ask-citizen', QUESTION, 'go-on-without-answer', ON],
  ])('where the beginning was struck before the end, no wait for %s comes back', async (...of) => {
    const [, begins, asked, ends, more] = of;
    const ticketNumber = await taken();
    const before = await standing(ticketNumber);
    const begun = await record(ticketNumber, begins, asked);
    house.clock.pass(DAY_MS);
    const ended = await record(ticketNumber, ends, more);
    await strike(ticketNumber, begun.seq);
    await strike(ticketNumber, ended.seq);
    expect(await standing(ticketNumber)).toEqual(before);
    expect(await offered(ticketNumber)).toContain('record-inspection');
  });
});
