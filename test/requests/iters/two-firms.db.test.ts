import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PartnerViewer, Viewer } from '../../../src/access/viewer.js';
import { Notices } from '../../../src/notices/notices.service.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

const instructions = 'Riempire la buca e rifare la segnaletica.';

describe('two firms are asked for the work', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const { request: row, view } = steps;
  const stateOf = async (ticketNumber: string) => (await row(ticketNumber)).stateCode;
  const noticesOf = async (ticketNumber: string) => {
    const { id } = await row(ticketNumber);
    const { items } = await house.get(Notices).openFor(house.town.bruno);
    return items
      .filter(({ requestId }) => requestId === id)
      .map(({ kind, data }) => `${kind} ${data['action']}`);
  };

  const record = async (
    viewer: Viewer,
    ticketNumber: string,
    action: string,
    data: Record<string, unknown> = {},
  ) => {
    house.clock.pass(60_000);
    return (await steps.record(viewer, ticketNumber, action, { data })).state;
  };
  const asks = (ticket: string, action: string, code: string) =>
    record(house.town.carla, ticket, action, {
      ...{ partner: house.town.partnerId(code), instructions },
    });
  const answers = async (
    partner: PartnerViewer,
    ticketNumber: string,
    action: 'complete' | 'decline',
  ) => {
    house.clock.pass(60_000);
    const { tasks } = await view(partner, ticketNumber);
    const taskId = tasks.find((one) => one.state === 'offered')?.id ?? '';
    const reason = action === 'decline' ? { reason: 'Mezzi non disponibili.' } : {};
    const answer = { action, version: 1, operatorCode: '17', note: 'Fatto.', ...reason };
    const sending = { answer, files: [], key: newId() };
    done(await house.get(TaskDesk).answer(partner, { taskId, ticketNumber }, sending));
    return stateOf(ticketNumber);
  };
  const atTwoFirms = async () => {
    const { ticketNumber } = await file(house);
    await record(house.town.carla, ticketNumber, 'take-in-charge');
    await record(house.town.carla, ticketNumber, 'authorise', { amount: '900' });
    await asks(ticketNumber, 'assign-contractor', 'luce-strade');
    await asks(ticketNumber, 'assign-partner', 'ambiente-rocca');
    return ticketNumber;
  };

  test('both have done it: the work is done', async () => {
    const { tommaso, walter } = house.town;
    const ticket = await atTwoFirms();
    expect(await answers(tommaso, ticket, 'complete')).toBe('with-contractor');
    expect(await answers(walter, ticket, 'complete')).toBe('work-done');
  });

  test('one has declined, the other done: whichever came last, the request is back with the office, which finds a notice', async () => {
    const { tommaso, walter } = house.town;
    const [doneLast, declinedLast] = [await atTwoFirms(), await atTwoFirms()];
    expect(await answers(tommaso, doneLast, 'decline')).toBe('with-contractor');
    expect(await answers(walter, doneLast, 'complete')).toBe('taken-in-charge');
    expect(await noticesOf(doneLast)).toEqual([
      'partner-answered task-decline',
      'iter-calls contractor-partly-done',
    ]);
    expect(await answers(tommaso, declinedLast, 'complete')).toBe('with-contractor');
    expect(await answers(walter, declinedLast, 'decline')).toBe('taken-in-charge');
    expect(await noticesOf(declinedLast)).toEqual(['partner-answered task-decline']);
  });

  test('what the office asks anew takes the place of what was declined', async () => {
    const { tommaso, walter } = house.town;
    const ticket = await atTwoFirms();
    await answers(tommaso, ticket, 'decline');
    await answers(walter, ticket, 'complete');
    await asks(ticket, 'assign-contractor', 'luce-strade');
    expect(await answers(tommaso, ticket, 'complete')).toBe('work-done');
  });

  test('also while the other firm is still at work', async () => {
    const { tommaso, walter } = house.town;
    const ticket = await atTwoFirms();
    await answers(tommaso, ticket, 'decline');
    await asks(ticket, 'assign-partner', 'luce-strade');
    expect(await answers(tommaso, ticket, 'complete')).toBe('with-contractor');
    expect(await answers(walter, ticket, 'complete')).toBe('work-done');
  });

  describe('and the office withdraws what is still open', () => {
    const withdraws = async (ticket: string) => {
      house.clock.pass(60_000);
      return (await steps.record(house.town.carla, ticket, 'cancel-tasks', { note: 'Non serve più.' })).state; // prettier-ignore
    };
    const followed = async (ticket: string) =>
      (await view(house.town.carla, ticket)).steps.filter(({ actor }) => actor.kind === 'system').map(({ action }) => action); // prettier-ignore

    test('after the other has done it: the work is done, once', async () => {
      const ticket = await atTwoFirms();
      await answers(house.town.tommaso, ticket, 'complete');
      expect(await withdraws(ticket)).toBe('work-done');
      expect(await followed(ticket)).toEqual(['contractor-done']);
    });

    test('after the other has declined it: the request is back with the office', async () => {
      const ticket = await atTwoFirms();
      await answers(house.town.tommaso, ticket, 'decline');
      expect(await withdraws(ticket)).toBe('taken-in-charge');
      expect(await followed(ticket)).toEqual(['contractor-declined']);
    });

    test('before anybody has answered: nothing was done, and nothing goes on by itself', async () => {
      const ticket = await atTwoFirms();
      expect(await withdraws(ticket)).toBe('with-contractor');
      expect(await followed(ticket)).toEqual([]);
    });

    test('what was done in an earlier round does not count for this one', async () => {
      const { carla, tommaso, walter } = house.town;
      const ticket = await atTwoFirms();
      await answers(tommaso, ticket, 'complete');
      await answers(walter, ticket, 'complete');
      await steps.record(carla, ticket, 'send-back', { note: 'La buca è ancora aperta.' });
      await asks(ticket, 'assign-contractor', 'luce-strade');
      expect(await withdraws(ticket)).toBe('with-contractor');
    });
  });
});
