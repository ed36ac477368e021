import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { IterMoves } from '../../../src/requests/moving/iter-moves.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { WorkflowVersion } from '../../../src/workflow/workflow-version.entity.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { signedIn } from '../../doors/partners/signed-in.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import type { Browser } from '../../web/browser.js';

const PAGE = '/amministrazione/iter/fault/sposta/1';

describe('running requests pass to a new version of their iter', () => {
  let house: House;
  let ivo: Browser;
  /** In the team's hands; waiting for the citizen, from there; closed; just filed. */
  let working: string;
  let waiting: string;
  let ended: string;
  let fresh: string;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await signedIn(house, 'ivo');
    [working, waiting, ended, fresh] = [await filed(), await filed(), await filed(), await filed()];
    const { bruno } = house.town;
    for (const ticket of [working, waiting]) {
      await record(bruno, ticket, 'take-in-charge');
      await record(bruno, ticket, 'assign-own-team');
    }
    await record(bruno, waiting, 'ask-citizen', { question: 'A che altezza della via si trova?' });
    const holder = await row(ended);
    const { id: requestId, ticketNumber } = holder;
    await record({ kind: 'citizen', requestId, ticketNumber }, ended, 'withdraw');
    await publishWithoutOwnTeam();
  });
  afterAll(() => house.close());

  const text = () => ivo.page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const filed = async () =>
    (await file(house, { category: 'roads-signs', answers: { defect: 'pothole' } })).ticketNumber;
  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const steps = recorderOf(() => house);
  const record = (
    viewer: Viewer,
    ticket: string,
    action: string,
    data: Record<string, unknown> = {},
  ) => steps.record(viewer, ticket, action, { data });
  const versionOf = async (ticket: string) =>
    house.reads
      .of(WorkflowVersion)
      .findOneByOrFail({ id: (await row(ticket)).workflowVersionId })
      .then(({ number }) => number);

  /** The team's state bears another code from version 2 on. */
  async function publishWithoutOwnTeam(): Promise<void> {
    const { document } = await house.get(Workflows).current('fault');
    const text = JSON.stringify(document).replaceAll('"own-team"', '"town-crew"');
    const published = await house.transactions.run((em) =>
      house.get(Workflows).publish(em, JSON.parse(text) as never, 'Ivo Campi', house.clock.now()),
    );
    if (isRefusal(published)) throw new Error(JSON.stringify(published.errors));
  }

  test('the page counts what stands where and asks for states that are gone; it shows no title and no text', async () => {
    const { page } = (await ivo.get(PAGE), ivo);
    expect(page).toContain('Le segnalazioni nella fase «In lavorazione» passano a');
    expect(page).toContain('name="fase.own-team"');
    expect(page).not.toContain('name="fase.received"');
    expect(page).not.toContain('Buca');
  });

  test('without a word for a state that is gone its requests stay; the preview moves nothing', async () => {
    expect((await ivo.post(PAGE, { 'fase.own-team': '' })).status).toBe(200);
    expect(ivo.page).toContain('1 segnalazione passa alla nuova versione.');
    expect(ivo.page).toContain('2 restano dove sono.');
    expect(ivo.page).toContain(fresh);
    expect(ivo.page).not.toContain(working);
    expect(await versionOf(fresh)).toBe(1);
    // a preview of another version than the one in force is no order
    await ivo.post(PAGE, { 'fase.own-team': '', sposta: '1' });
    expect(await versionOf(fresh)).toBe(1);
  });

  test('a state that is still there is kept, whatever the form says: a move is no way round the actions', async () => {
    await ivo.post(PAGE, { 'fase.received': 'verified', 'fase.own-team': '' });
    expect(ivo.page).toContain('1 segnalazione passa alla nuova versione.');
    expect(text()).toContain('Inviata 1 Inviata');
  });

  test('moved by a step each, that says who, both versions and the rule; what waits goes on waiting; the closed one stays', async () => {
    const before = await row(waiting);
    const order = { 'fase.own-team': 'town-crew', 'fase.received': 'verified', sposta: '2' };
    const path = String((await ivo.post(PAGE, order)).headers['location']);
    await house.get(IterMoves).take(path.split('/').at(-1) ?? '');
    await ivo.get(path);
    expect(text()).toContain('Lo spostamento è terminato.');
    expect(text()).toContain('3 segnalazioni spostate alla nuova versione.');
    expect(await row(fresh)).toMatchObject({ stateCode: 'received' });
    expect((await ivo.get(path.replace('/fault/', '/information/'))).status).toBe(404);
    expect(await Promise.all([working, waiting, ended, fresh].map(versionOf))).toEqual([
      2, 2, 1, 2,
    ]);
    expect(await row(working)).toMatchObject({ stateCode: 'town-crew', returnState: null });
    expect(await row(waiting)).toMatchObject({
      stateCode: 'waiting-citizen',
      returnState: 'town-crew',
      stateSince: before.stateSince,
      suspendedSince: before.suspendedSince,
      dueAt: before.dueAt,
      version: before.version + 1,
    });
    const { id, workflowVersionId } = await row(working);
    const step = await house.reads
      .of(Step)
      .findOneByOrFail({ requestId: id, action: 'change-iter' });
    expect(step).toMatchObject({
      workflowVersionId,
      fromState: 'own-team',
      toState: 'town-crew',
      actorRole: 'administrator',
      actorRule: 'fault 2: change-iter (Ivo Campi)',
    });
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('history keeps the words of the version that each step was recorded on, and the work goes on in the new one', async () => {
    const { bruno } = house.town;
    const view = done(await house.get(RequestViews).view(bruno, working, 'it'));
    expect(view.steps.map(({ movedTo }) => movedTo)).toContain('In lavorazione');
    expect(view.steps.at(-1)).toMatchObject({
      label: 'Passata a una nuova versione dell’iter',
      note: 'Dalla versione 1 alla versione 2 dell’iter «Guasto o disservizio».',
      actor: { name: 'Ivo Campi' },
    });
    const work = { work: 'Buca chiusa con asfalto a freddo.' };
    expect((await record(bruno, working, 'record-work-done', work)).state).toBe('work-done');
    const { id: requestId, ticketNumber } = await row(waiting);
    const answered = { kind: 'citizen', requestId, ticketNumber } as const;
    const recorded = await steps.record(answered, waiting, 'answer', {
      note: 'Davanti al civico 12.',
    });
    expect(recorded.state).toBe('town-crew');
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('whoever orders another move afterwards hears that theirs was not done, and who ordered which one', async () => {
    expect((await ivo.post(PAGE, { 'fase.own-team': 'verified', sposta: '2' })).status).toBe(422);
    expect(text()).toContain('Il suo spostamento non è stato eseguito');
    expect(text()).toContain('verso la versione 2 è stato ordinato da Ivo Campi');
    expect(text()).toContain('passa a «In lavorazione»');
    expect(await row(working)).toMatchObject({ stateCode: 'work-done' });
  });

  test('the audit list says how many; nothing is left to move', async () => {
    await ivo.get('/amministrazione/registro');
    expect(ivo.page).toContain('requests moved');
    await ivo.get(PAGE);
    expect(ivo.page).toContain('Nessuna segnalazione aperta segue questa versione.');
  });
});
