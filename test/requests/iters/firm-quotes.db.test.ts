import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PartnerViewer, Viewer } from '../../../src/access/viewer.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { Vault } from '../../../src/config/vault.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import type { TaskAnswer } from '../../../src/requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { SheetDesk } from '../../../src/requests/tasks/sheet-desk.service.js';
import { LevelAmounts } from '../../../src/requests/levels/level-amounts.service.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const findings = { findings: 'Sul posto si è trovato quanto segnalato.' };
const instructions = 'Panchina nuova, posa compresa, smaltimento della vecchia.';
const note = 'Preventivo: 80.000 euro IVA inclusa.';

describe('a firm gives its quote', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const view = async (viewer: Viewer, ticket: string) =>
    done(await house.get(RequestViews).view(viewer, ticket, 'it'));
  const attempt = async (viewer: Viewer, ticket: string, action: string, data: object = {}) => {
    house.clock.pass(60_000);
    const { version } = (await view(viewer, ticket)).request;
    const command = { action, version, data: { ...data }, files: [] };
    return house.get(StepDesk).record(viewer, ticket, command, newId());
  };
  const record = async (...given: Parameters<typeof attempt>) => done(await attempt(...given)).state; // prettier-ignore
  const asked = async () => {
    const { bruno, carla } = house.town;
    const answers = { object: 'bench' };
    const { ticketNumber } = await file(house, { category: 'street-furniture', answers });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(bruno, ticketNumber, 'record-inspection', findings);
    const partner = house.town.partnerId('luce-strade');
    await record(carla, ticketNumber, 'ask-quote', { partner, instructions });
    return ticketNumber;
  };
  const answer = async (by: PartnerViewer, ticketNumber: string, given: Partial<TaskAnswer>) => {
    house.clock.pass(60_000);
    const [task] = (await view(by, ticketNumber)).tasks;
    const named = { taskId: task?.id ?? '', ticketNumber };
    const whole = { action: 'complete' as const, version: task?.version ?? 0, ...given };
    return house.get(TaskDesk).answer(by, named, { answer: whole, files: [], key: newId() });
  };
  const gives = async (ticket: string, given: Partial<TaskAnswer> = {}) =>
    done(await answer(house.town.tommaso, ticket, { note, amount: 80_000, ...given }));

  test('which stays in the house: offices and the firm read it by its name, the citizen reads that it came', async () => {
    const { bruno, tommaso } = house.town;
    const ticket = await asked();
    const { seq } = await gives(ticket);
    const stepAs = async (viewer: Viewer) =>
      (await view(viewer, ticket)).steps.find((step) => step.seq === seq);
    expect(await stepAs(bruno)).toMatchObject({ label: 'Preventivo ricevuto', note });
    expect(await stepAs(tommaso)).toMatchObject({ label: 'Preventivo ricevuto' });
    const { id: requestId } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: ticket }); // prettier-ignore
    const citizen = { kind: 'citizen', requestId, ticketNumber: ticket } as const;
    const seen = await view(citizen, ticket);
    expect(seen.state.code).toBe('quote-received');
    expect(JSON.stringify(seen)).not.toMatch(/80\.000|Intervento eseguito/);
    expect(seen.steps.map(({ label }) => label)).toContain('Preventivo ricevuto, come comunicato dalla ditta'); // prettier-ignore
    const mails = await house.reads.of(Delivery).findBy({ subject: requestId });
    const written = mails.map(({ sealedContent }) => house.get(Vault).open(sealedContent ?? ''));
    expect(written.join('\n')).toContain('Preventivo ricevuto, come comunicato dalla ditta');
    expect(written.filter((one) => one.includes('Anna')).join('\n')).not.toContain('80.000');
    expect(written.join('\n')).not.toContain('Intervento eseguito');
  });

  const refusalOf = async (...given: Parameters<typeof attempt>) => {
    const refused = await attempt(...given);
    return isRefusal(refused) ? (refused.reason ?? refused.code) : null;
  };

  test('whose amount is its own, and counts: no supervisor authorises a smaller one past it, the director does', async () => {
    const { carla, dario } = house.town;
    const ticket = await asked();
    await gives(ticket);
    expect(await refusalOf(carla, ticket, 'authorise', { amount: '4000' })).toBe('recorded-above-limit'); // prettier-ignore
    const { workflowVersionId, id: requestId } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: ticket }); // prettier-ignore
    const { document } = await house.get(Workflows).byId(workflowVersionId);
    const leads = document.actions.filter(({ code }) => code === 'authorise');
    const amounts = await house.get(LevelAmounts).of([{ requestId, document, leads }]);
    expect(amounts.get(requestId)).toBe(80_000);
    expect(await record(dario, ticket, 'authorise', { amount: '80000' })).toBe('authorised');
  });

  test('never without an amount; work is answered without any', async () => {
    const ticket = await asked();
    const { tommaso } = house.town;
    const none = await answer(tommaso, ticket, { note });
    expect(none).toMatchObject({ errors: [{ field: 'amount', code: 'required' }] });
    const early = await answer(tommaso, ticket, { action: 'accept', amount: 5 });
    expect(early).toMatchObject({ errors: [{ field: 'amount', code: 'unknown-field' }] });
  });

  test('one that came without it is above every limit, until the office records it', async () => {
    const { bruno, carla } = house.town;
    const ticket = await asked();
    const taskId = (await view(bruno, ticket)).tasks[0]?.id ?? '';
    const theirs = { performedAt: null, operatorCode: null, reference: null };
    const verdict = { decision: 'accept' as const, note: 'Come da tabulato.', theirs };
    const at = { ticketNumber: ticket, taskId, key: newId() };
    done(await house.get(SheetDesk).settle(bruno, at, verdict, () => Promise.resolve(undefined)));
    expect((await view(bruno, ticket)).state.code).toBe('quote-received');
    expect(await refusalOf(carla, ticket, 'authorise', { amount: '1' })).toBe('quote-without-amount'); // prettier-ignore
    expect(await record(bruno, ticket, 'record-quote', { amount: '900' })).toBe('quote-received');
    expect(await record(carla, ticket, 'authorise', { amount: '900' })).toBe('authorised');
  });
});
