import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import type { StepCommand } from '../../../src/requests/steps/step-command.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

type Person = 'bruno' | 'beatrice' | 'carla';
const WORK = { data: { work: 'Panchina raddrizzata e fissata di nuovo.' } };
const FOUND = { data: { findings: 'Si muove, e va fissata di nuovo al suolo.' } };
const AMOUNT = { data: { amount: '800' } };
const OTHERS = { data: { awaited: 'Il parere del gestore della rete' } };

describe('four eyes are not passed by striking the own step through', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const version = async (ticketNumber: string) =>
    (await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber })).version;
  const attempt = async (
    who: Person,
    ticketNumber: string,
    action: string,
    more: Partial<StepCommand> = {},
  ) => {
    const command = { action, version: await version(ticketNumber), data: {}, files: [], ...more };
    return house.get(StepDesk).record(house.town[who], ticketNumber, command, newId());
  };
  const record = async (...given: Parameters<typeof attempt>) => done(await attempt(...given)).seq;
  const strike = async (ticketNumber: string, seq: number) => {
    const correction = {
      seq,
      version: await version(ticketNumber),
      reason: 'Registrata per errore.',
      treatment: 'keep',
    } as const;
    const desk = house.get(CorrectionDesk);
    return done(await desk.correct(house.town.carla, ticketNumber, correction, newId()));
  };
  const OF_CARLA = { code: 'not-possible-now', reason: 'four-eyes' };

  /** Inspected, or given to the council's own team. */
  const ready = async (until: 'inspected' | 'own-team' = 'own-team') => {
    const { ticketNumber } = await file(house, {
      category: 'street-furniture',
      answers: { object: 'bench' },
    });
    await record('bruno', ticketNumber, 'take-in-charge');
    await record('bruno', ticketNumber, 'record-inspection', FOUND);
    if (until === 'own-team') await record('bruno', ticketNumber, 'assign-own-team');
    return ticketNumber;
  };

  test('where the request stays where the struck step led, its work is still theirs', async () => {
    const ticket = await ready();
    const work = await record('carla', ticket, 'record-work-done', WORK);
    await record('carla', ticket, 'wait-third-party', OTHERS);
    await record('carla', ticket, 'resume');
    expect((await strike(ticket, work)).state).toBe('work-done');
    expect(await attempt('carla', ticket, 'verify')).toMatchObject(OF_CARLA);
    await record('bruno', ticket, 'verify');
  });

  test('nor does it help to be named as who did it, and to have the step struck', async () => {
    const ticket = await ready();
    const performedBy = { name: house.town.carla.name };
    const work = await record('bruno', ticket, 'record-work-done', { ...WORK, performedBy });
    await record('bruno', ticket, 'wait-third-party', OTHERS);
    await record('bruno', ticket, 'resume');
    await strike(ticket, work);
    expect(await attempt('carla', ticket, 'verify')).toMatchObject(OF_CARLA);
    const named = await attempt('beatrice', ticket, 'verify', { performedBy });
    expect(named).toMatchObject({
      errors: [{ field: 'performedBy.name', code: 'four-eyes-performer' }],
    });
    await record('beatrice', ticket, 'verify');
  });

  test('what was taken back and done again by somebody else is theirs, not the first one’s', async () => {
    const ticket = await ready();
    const work = await record('carla', ticket, 'record-work-done', WORK);
    expect((await strike(ticket, work)).state).toBe('own-team');
    await record('bruno', ticket, 'record-work-done', WORK);
    expect(await attempt('bruno', ticket, 'verify')).toMatchObject({ reason: 'four-eyes' });
    await record('carla', ticket, 'verify');
  });

  test('where nobody else has done it, it is compared with who did what was taken back; where nobody has at all, with nobody', async () => {
    const quoted = await ready('inspected');
    const quote = await record('carla', quoted, 'record-quote', AMOUNT);
    expect((await strike(quoted, quote)).state).toBe('inspected');
    expect(await attempt('carla', quoted, 'authorise', AMOUNT)).toMatchObject(OF_CARLA);
    await record('bruno', quoted, 'record-quote', AMOUNT);
    await record('carla', quoted, 'authorise', AMOUNT);
    await record('carla', await ready('inspected'), 'authorise', AMOUNT);
  });

  test('a struck authorisation counts no more, although the request stays where it led', async () => {
    const { ticketNumber } = await file(house);
    await record('bruno', ticketNumber, 'take-in-charge');
    await record('bruno', ticketNumber, 'record-inspection', FOUND);
    const authorised = await record('carla', ticketNumber, 'authorise', AMOUNT);
    await record('bruno', ticketNumber, 'wait-third-party', OTHERS);
    await record('bruno', ticketNumber, 'resume');
    expect((await strike(ticketNumber, authorised)).state).toBe('authorised');
    const data = { partner: 'luce-strade', instructions: 'Chiudere la buca con asfalto a caldo.' };
    expect(await attempt('carla', ticketNumber, 'assign-contractor', { data })).toMatchObject({
      reason: 'not-authorised',
    });
  });
});
