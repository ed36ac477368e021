import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OfficeViewer, PartnerViewer, Viewer } from '../../../src/access/viewer.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { newId } from '../../../src/shared/ids.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

type Data = Record<string, unknown>;

const findings = { findings: 'Sul posto si è trovato quanto segnalato.' };
const work = { work: 'Il lavoro è stato eseguito per intero.' };
const ending = (outcome: string): Data => ({
  outcome,
  whatWasDone: 'È stato fatto tutto quello che la segnalazione chiedeva, e il posto è in ordine.',
  doneBy: 'Squadra comunale',
  citizenCan: 'Se il problema si ripresenta si può riaprire la segnalazione entro trenta giorni.',
});

describe('each shipped iter runs from the filing to the closure', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const { view } = steps;
  const record = async (viewer: Viewer, ticket: string, action: string, data: Data = {}) =>
    (await steps.record(viewer, ticket, action, { data })).state;
  const reason = (viewer: Viewer, ticket: string, action: string, data: Data = {}) =>
    steps.reason(viewer, ticket, action, { data });

  const reports = async (
    partner: PartnerViewer,
    ticketNumber: string,
    note: string,
    amount?: number,
  ) => {
    // prettier-ignore
    const tasks = (await view(partner, ticketNumber)).tasks;
    const taskId = tasks.find((one) => one.state === 'offered')?.id ?? '';
    const answer = {
      action: 'complete' as const,
      version: 1,
      operatorCode: '17',
      note,
      ...(amount && { amount }),
    };
    const sending = { answer, files: [], key: newId() };
    done(await house.get(TaskDesk).answer(partner, { taskId, ticketNumber }, sending));
    return stateOf(ticketNumber);
  };

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const stateOf = async (ticketNumber: string) => (await row(ticketNumber)).stateCode;
  const iterOf = async (ticketNumber: string) =>
    (await house.get(Workflows).byId((await row(ticketNumber)).workflowVersionId)).code;

  const filed = async (category: string, answers: Record<string, string> = {}) =>
    (await file(house, { category, answers })).ticketNumber;
  const person = async (username: string): Promise<OfficeViewer> => {
    const viewer = await house.town.viewer(username);
    if (viewer.kind !== 'office') throw new Error(`${username} is of a partner`);
    return viewer;
  };

  test('fault: taken, repaired by the council’s own team, checked and closed', async () => {
    const { bruno, carla } = house.town;
    const ticket = await filed('roads-signs', { defect: 'pothole' });
    expect(await iterOf(ticket)).toBe('fault');
    await record(bruno, ticket, 'take-in-charge');
    expect(await record(bruno, ticket, 'assign-own-team')).toBe('own-team');
    await record(bruno, ticket, 'record-work-done', work);
    expect(await record(bruno, ticket, 'verify')).toBe('verified');
    expect(await record(carla, ticket, 'close', ending('repaired'))).toBe('closed');
  });

  test('maintenance: inspected, quoted by the firm, authorised according to the amount, done and checked by two people', async () => {
    const { beatrice, bruno, carla, dario, tommaso } = house.town;
    const partner = house.town.partnerId('luce-strade');
    const ticket = await filed('street-furniture', { object: 'bench' });
    expect(await iterOf(ticket)).toBe('maintenance');
    await record(bruno, ticket, 'take-in-charge');
    await record(bruno, ticket, 'plan-inspection', { plannedOn: '2026-10-08' });
    await record(bruno, ticket, 'record-inspection', findings);
    const instructions = 'Panchina nuova, posa compresa, smaltimento della vecchia.';
    expect(await record(carla, ticket, 'ask-quote', { partner, instructions })).toBe('quote-asked');
    expect(await reports(tommaso, ticket, 'Preventivo: 6.200 euro.', 6_200)).toBe('quote-received');
    expect(await reason(carla, ticket, 'authorise', { amount: '6200' })).toBe(
      'recorded-above-limit',
    );
    expect(await record(dario, ticket, 'authorise', { amount: '6200' })).toBe('authorised');
    await record(carla, ticket, 'assign-own-team');
    await record(bruno, ticket, 'record-work-done', work);
    expect(await reason(bruno, ticket, 'verify')).toBe('four-eyes');
    await record(beatrice, ticket, 'verify');
    expect(await record(carla, ticket, 'close', ending('repaired'))).toBe('closed');
  });

  test('school building: made safe at once, repaired, confirmed by the school', async () => {
    const { dario, lia } = house.town;
    const paolo = await person('paolo');
    const ticket = await filed('buildings-schools', { 'gas-smell': 'no' });
    expect(await iterOf(ticket)).toBe('school-building');
    const measure = { measure: 'Cancello chiuso e area transennata.', usable: 'part' };
    expect(await record(paolo, ticket, 'secure', measure)).toBe('secured');
    await record(paolo, ticket, 'assign-own-team');
    await record(paolo, ticket, 'record-work-done', work);
    const partner = house.town.partnerId('istituto-collodi-rocca');
    expect(await record(paolo, ticket, 'ask-school', { partner })).toBe('school-check');
    expect(await reports(lia, ticket, 'Confermiamo: il cancello si apre e si chiude.')).toBe(
      'verified',
    );
    expect(await record(dario, ticket, 'close', ending('repaired'))).toBe('closed');
  });

  test('waste and green: it goes straight to the company, whose report is enough to close', async () => {
    const { walter } = house.town;
    const irene = await person('irene');
    const ticket = await filed('waste-cleaning', { kind: 'dumped' });
    expect(await iterOf(ticket)).toBe('waste-green');
    expect(await stateOf(ticket)).toBe('with-contractor');
    expect(await reports(walter, ticket, 'Rifiuti rimossi.')).toBe('work-done');
    expect(await record(irene, ticket, 'close', ending('repaired'))).toBe('closed');
  });

  test('information and complaint: one prepares the answer, another signs it', async () => {
    const [sara, teresa] = [await person('sara'), await person('teresa')];
    const ticket = await filed('council-services');
    expect(await iterOf(ticket)).toBe('information');
    await record(sara, ticket, 'take-in-charge');
    const draft = { draft: 'Gli orari alla porta sono stati corretti e sono quelli del sito.' };
    expect(await record(teresa, ticket, 'prepare-answer', draft)).toBe('answer-ready');
    expect(await reason(teresa, ticket, 'close', ending('answered'))).toBe('four-eyes');
    expect(await record(sara, ticket, 'prepare-answer', draft)).toBe('answer-ready');
    expect(await record(teresa, ticket, 'close', ending('answered'))).toBe('closed');
  });

  test('animals and safety: a patrol goes at once, makes it safe, and that may be the end', async () => {
    const { nadia } = house.town;
    const irene = await person('irene');
    const ticket = await filed('pests-animals', { animal: 'stray' });
    expect(await iterOf(ticket)).toBe('animals-safety');
    expect(await record(nadia, ticket, 'send-patrol')).toBe('patrol-sent');
    const measure = { measure: 'Cane preso e calmo.', handedTo: 'Canile di zona' };
    expect(await record(nadia, ticket, 'secure', measure)).toBe('secured');
    expect(await record(irene, ticket, 'close', ending('repaired'))).toBe('closed');
  });

  test('and every chain is sound', async () => {
    expect(await house.get(Verifier).verify()).toMatchObject({ requests: 6, bad: [] });
  });
});
