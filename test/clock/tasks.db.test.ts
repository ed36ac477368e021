import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Notice } from '../../src/notices/notice.entity.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { clockDesk } from './desk.js';

/** A dark lamp of Monday 5 October 2026 goes straight to the company: due, with its request, on the 15th. */
describe('the clock of a task', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const lamp = async (moment: string) => {
    house.clock.set(moment);
    const given = { category: 'street-lighting', answers: { 'live-cable': 'no' } };
    return (await file(house, given)).ticketNumber;
  };
  const ofTasks = async (number: string) =>
    (await desk.automatic(number)).filter((action) => action.startsWith('task-'));
  const lettersOfTerm = async (number: string) =>
    (await desk.letters(number)).filter((kind) => /^task\.(due-soon|overdue)$/.test(kind));

  test('a company is reminded once before the end, and told once that it is late; the office hears only of the end', async () => {
    const number = await lamp('2026-10-05T08:00:00Z');
    await desk.sweepAt('2026-10-13T05:59:00Z');
    expect(await ofTasks(number)).toEqual([]);
    await desk.sweepAt('2026-10-13T06:00:00Z');
    await desk.sweepAt('2026-10-15T21:59:00Z');
    expect(await ofTasks(number)).toEqual(['task-due-soon']);
    expect(await lettersOfTerm(number)).toEqual(['task.due-soon']);
    expect(await desk.notices(number)).not.toContain('task-due-soon office');
    await desk.sweepAt('2026-10-15T22:00:00Z');
    await desk.sweepAt('2026-10-30T22:00:00Z');
    expect(await ofTasks(number)).toEqual(['task-due-soon', 'task-overdue']);
    expect(await lettersOfTerm(number)).toEqual(['task.due-soon', 'task.overdue']);
    expect((await desk.notices(number)).filter((one) => one.startsWith('task-'))).toEqual([
      'task-overdue office',
    ]);
  });

  test('what is done or taken back in time is neither reminded nor late', async () => {
    const number = await lamp('2026-10-05T09:00:00Z');
    await desk.record(house.town.dario, number, 'take-back', { note: 'La ripariamo noi.' });
    await desk.sweepAt('2026-10-30T09:00:00Z');
    expect(await ofTasks(number)).toEqual([]);
    expect(await lettersOfTerm(number)).toEqual([]);
  });

  test('an office that was asked is reminded by a notice, and no letter leaves', async () => {
    house.clock.set('2026-10-05T10:00:00Z');
    const { ticketNumber } = await file(house);
    const office = house.town.officeId('environment');
    await desk.record(house.town.bruno, ticketNumber, 'ask-opinion', {
      data: { office, instructions: 'Ci sono radici sotto l’asfalto?' },
    });
    await desk.sweepAt('2026-12-01T10:00:00Z');
    expect(await ofTasks(ticketNumber)).toEqual(['task-due-soon', 'task-overdue']);
    expect(await lettersOfTerm(ticketNumber)).toEqual([]);
    const { id } = await desk.request(ticketNumber);
    const told = await house.reads.of(Notice).findBy({ requestId: id, officeId: office });
    expect(told.map(({ kind }) => kind).sort()).toEqual([
      'office-asked',
      'task-due-soon',
      'task-overdue',
    ]);
  });
});
