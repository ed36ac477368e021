import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

const findings = { findings: 'Sul posto si è trovato quanto segnalato.' };

describe('an authorisation is about the quote that was recorded', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record: stepOf, reason, offered, view } = recorderOf(() => house);
  const record = async (...given: Parameters<typeof stepOf>) => (await stepOf(...given)).state;

  const quoted = async (amount: string) => {
    const { bruno } = house.town;
    const { ticketNumber } = await file(house, {
      category: 'street-furniture',
      answers: { object: 'bench' },
    });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(bruno, ticketNumber, 'record-inspection', { data: findings });
    await record(bruno, ticketNumber, 'record-quote', { data: { amount } });
    return ticketNumber;
  };

  test('no supervisor authorises a smaller amount than the quote that is past their limit; the director does', async () => {
    const { carla, dario } = house.town;
    const ticket = await quoted('7500');
    expect(await offered(carla, ticket)).not.toContain('authorise');
    expect(await reason(carla, ticket, 'authorise', { data: { amount: '1' } })).toBe(
      'recorded-above-limit',
    );
    expect(await offered(dario, ticket)).toContain('authorise');
    expect(await record(dario, ticket, 'authorise', { data: { amount: '7500' } })).toBe(
      'authorised',
    );
  });

  test('a quote that was struck through counts no more, the one before it does', async () => {
    const { bruno, carla } = house.town;
    const ticket = await quoted('7500');
    const { steps } = await view(bruno, ticket);
    const wrong = steps.find(({ action }) => action === 'record-quote')?.seq ?? 0;
    const { version } = (await view(carla, ticket)).request;
    const correction = { seq: wrong, reason: 'Importo di un altro preventivo.', version };
    const kept = { ...correction, treatment: 'keep' as const };
    done(await house.get(CorrectionDesk).correct(carla, ticket, kept, newId()));
    await record(bruno, ticket, 'record-quote', { data: { amount: '750' } });
    expect(await record(carla, ticket, 'authorise', { data: { amount: '800' } })).toBe(
      'authorised',
    );
  });

  test('a quote recorded later asks for a new authorisation, whatever was authorised before', async () => {
    const { bruno, carla } = house.town;
    const partner = house.town.partnerId('luce-strade');
    const ticket = await quoted('900');
    await record(carla, ticket, 'authorise', { data: { amount: '900' } });
    expect(await offered(carla, ticket)).toContain('assign-partner');
    await record(carla, ticket, 'take-back', { note: 'Il preventivo va rifatto.' });
    await record(bruno, ticket, 'record-inspection', { data: findings });
    await record(bruno, ticket, 'record-quote', { data: { amount: '7500' } });
    expect(await reason(carla, ticket, 'assign-partner', { data: { partner } })).toBe(
      'not-authorised',
    );
  });

  test('no firm is given work beside the iter before the iter’s own authorisation, though the category asks for none', async () => {
    const { bruno, carla } = house.town;
    const partner = house.town.partnerId('luce-strade');
    const { ticketNumber } = await file(house, {
      category: 'street-furniture',
      answers: { object: 'bench' },
    });
    await record(bruno, ticketNumber, 'take-in-charge');
    expect(await offered(carla, ticketNumber)).not.toContain('assign-partner');
    expect(await reason(carla, ticketNumber, 'assign-partner', { data: { partner } })).toBe(
      'not-authorised',
    );
  });
});
