import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PartnerViewer } from '../../../src/access/viewer.js';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

describe('what is planned at a school’s building', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const filed = async () => {
    const { ticketNumber } = await file(house, {
      category: 'buildings-schools',
      location: { place: 'school-le-vele' },
      answers: { 'gas-smell': 'no' },
    });
    return ticketNumber;
  };
  const steps = recorderOf(() => house);
  const view = (ticketNumber: string) => steps.view(house.town.dario, ticketNumber);
  const record = (ticketNumber: string, action: string, data: Record<string, unknown> = {}) =>
    steps.record(house.town.dario, ticketNumber, action, { data });
  /** The calendar files in the school's mails, unfolded, in order. */
  const calendars = async (ticketNumber: string) => {
    const subject = (await view(ticketNumber)).request.id;
    const sent = await house.reads
      .of(Delivery)
      .find({ where: { subject, kind: 'step.recorded' }, order: { sequence: 'ASC' } });
    return sent
      .filter(({ destination }) => destination.includes('istituto-collodi'))
      .flatMap(({ sealedContent }) => {
        const mail = JSON.parse(house.get(Vault).open(sealedContent ?? '')) as {
          attachments?: { name: string; type: string; base64: string }[];
        };
        return (mail.attachments ?? []).map(({ name, type, base64 }) => ({
          name,
          type,
          text: Buffer.from(base64, 'base64').toString('utf8').replaceAll('\r\n ', ''),
        }));
      });
  };
  const valueOf = (text: string | undefined, name: string) =>
    new RegExp(`^${name}[;:](.*)\\r$`, 'm').exec(text ?? '')?.[1];

  test('an inspection comes with a calendar file: one entry that moves with it and is taken back', async () => {
    const ticketNumber = await filed();
    await record(ticketNumber, 'take-in-charge');
    await record(ticketNumber, 'plan-inspection', { plannedOn: '2026-10-08' });
    await record(ticketNumber, 'plan-inspection', { plannedOn: '2026-10-09' });
    await record(ticketNumber, 'record-inspection', { findings: 'Visto oggi, già riparato.' });
    const [first, moved, cancelled] = await calendars(ticketNumber);
    expect(first?.name).toBe(`${ticketNumber}.ics`);
    expect(first?.type).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(valueOf(first?.text, 'DTSTART')).toBe('VALUE=DATE:20261008');
    expect(valueOf(first?.text, 'SUMMARY')).toContain(
      `Sopralluogo\\, segnalazione ${ticketNumber}`,
    );
    expect(valueOf(moved?.text, 'DTSTART')).toBe('VALUE=DATE:20261009');
    expect(valueOf(cancelled?.text, 'METHOD')).toBe('CANCEL');
    expect(valueOf(cancelled?.text, 'STATUS')).toBe('CANCELLED');
    const uids = [first, moved, cancelled].map((one) => valueOf(one?.text, 'UID'));
    expect(new Set(uids).size).toBe(1);
    const sequences = [first, moved, cancelled].map((one) =>
      Number(valueOf(one?.text, 'SEQUENCE')),
    );
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(sequences).size).toBe(3);
  });

  test('a job is an entry at its hour, taken back when its contractor gives it up', async () => {
    const ticketNumber = await filed();
    await record(ticketNumber, 'take-in-charge');
    await record(ticketNumber, 'assign-contractor', {
      partner: 'luce-strade',
      instructions: 'Rifare la linea della palestra.',
    });
    const tommaso: PartnerViewer = house.town.tommaso;
    const [task] = (await view(ticketNumber)).tasks;
    const at = { taskId: task?.id ?? '', ticketNumber };
    const answer = (given: Parameters<TaskDesk['answer']>[2]['answer']) =>
      house.get(TaskDesk).answer(tommaso, at, { answer: given, files: [], key: newId() });
    done(await answer({ action: 'accept', version: 1 }));
    done(
      await answer({
        action: 'schedule',
        version: 2,
        plannedFor: new Date('2026-10-08T07:00:00Z'),
      }),
    );
    done(await answer({ action: 'decline', version: 3, reason: 'Manca il materiale adatto.' }));
    const [planned, cancelled] = await calendars(ticketNumber);
    expect(valueOf(planned?.text, 'DTSTART')).toBe('20261008T070000Z');
    expect(valueOf(planned?.text, 'UID')).toContain(`task-${task?.id}@`);
    expect(valueOf(cancelled?.text, 'METHOD')).toBe('CANCEL');
    expect(valueOf(cancelled?.text, 'UID')).toBe(valueOf(planned?.text, 'UID'));
  });
});
