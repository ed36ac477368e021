import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../../src/catalogue/category.entity.js';
import { Catalogue } from '../../../src/catalogue/catalogue.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';

type Person = 'bruno' | 'carla' | 'dario';
const note = 'È un altro tipo di disservizio.';

describe('a request whose type changes on its way', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const attempt = (who: Person, ticketNumber: string, action: string, words: Words = {}) =>
    steps.attempt(house.town[who], ticketNumber, action, words);
  const taken = async () => {
    const { ticketNumber } = await file(house);
    done(await attempt('bruno', ticketNumber, 'take-in-charge'));
    return ticketNumber;
  };
  const change = async (ticketNumber: string, category: string) =>
    done(await attempt('dario', ticketNumber, 'change-category', { data: { category }, note }));
  const view = (ticketNumber: string) => steps.view(house.town.dario, ticketNumber);

  test('a step says which rule would give it to whom, and that nothing was sent', async () => {
    const ticket = await taken();
    await change(ticket, 'street-lighting');
    const { steps, tasks } = await view(ticket);
    expect(tasks).toEqual([]);
    const last = steps.at(-1);
    expect(last?.action).toBe('not-sent');
    expect(last?.data['notSent']).toMatchObject({ code: 'luce-strade' });
  });

  test('an authorisation given under another type is asked again where the new type asks for one', async () => {
    await house.transactions.run((em) =>
      em.update(Category, { code: 'street-furniture' }, { needsAuthorisation: true }),
    );
    house.get(Catalogue).forget();
    const ticket = await taken();
    const findings = { findings: 'Il cordolo è rotto per due metri.' };
    done(await attempt('bruno', ticket, 'record-inspection', { data: findings }));
    done(await attempt('carla', ticket, 'authorise', { data: { amount: '900' } }));
    await change(ticket, 'street-furniture');
    const order = { partner: house.town.partnerId('luce-strade'), instructions: 'Rifare il cordolo.' }; // prettier-ignore
    const refused = await attempt('dario', ticket, 'assign-contractor', { data: order });
    expect(isRefusal(refused) && refused.reason).toBe('not-authorised');
    done(await attempt('dario', ticket, 'take-back', { note }));
    done(await attempt('dario', ticket, 'authorise', { data: { amount: '900' } }));
    done(await attempt('dario', ticket, 'assign-contractor', { data: order }));
  });
});
