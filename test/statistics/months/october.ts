/** Five requests of October, and what November and December did to them: three closed in October, one of them reopened there, another one later. */
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};

export interface October {
  readonly house: House;
  readonly tickets: readonly string[];
  /** What November and December do: the first two are closed, the fourth is reopened, taken and closed once more. */
  readonly workOn: () => Promise<void>;
}

/** On the first of November. */
export async function openOctober(): Promise<October> {
  const house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  const { record } = recorderOf(() => house);
  const take = (ticket: string) => record(house.town.bruno, ticket, 'take-in-charge');
  const close = (ticket: string) => record(house.town.carla, ticket, 'close-without-work', { data: ANSWER }); // prettier-ignore
  const reopen = (ticket: string) => record(house.town.carla, ticket, 'reopen', { note: 'Si è riaperta.' }); // prettier-ignore
  const tickets: string[] = [];
  for (let i = 0; i < 5; i += 1) tickets.push((await file(house)).ticketNumber);
  for (const ticket of tickets.slice(1)) await take(ticket);
  house.clock.set('2026-10-20T08:00:00Z');
  for (const ticket of tickets.slice(2)) await close(ticket);
  house.clock.set('2026-10-22T08:00:00Z');
  await reopen(tickets[2]!);
  house.clock.set('2026-11-01T07:00:00Z');
  const workOn = async () => {
    house.clock.set('2026-11-10T08:00:00Z');
    await take(tickets[0]!);
    for (const ticket of tickets.slice(0, 2)) await close(ticket);
    await reopen(tickets[3]!);
    await take(tickets[3]!);
    house.clock.set('2026-12-10T08:00:00Z');
    await close(tickets[3]!);
  };
  return { house, tickets, workOn };
}
