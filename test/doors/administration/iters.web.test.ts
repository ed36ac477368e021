import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../../src/catalogue/category.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { WorkflowDrafts } from '../../../src/workflow/drafts/workflow-drafts.service.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { WorkflowVersion } from '../../../src/workflow/workflow-version.entity.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import type { Browser } from '../../web/browser.js';
import { hidden, signedIn } from '../partners/signed-in.js';

const ITER = '/amministrazione/iter/fault';
const DRAFT = `${ITER}/bozza`;

describe('an administrator changes the iter of faults in the browser', () => {
  let house: House;
  let ivo: Browser;
  let old: string;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await signedIn(house, 'ivo');
    old = await filed();
  });
  afterAll(() => house.close());

  const filed = async () =>
    (await file(house, { category: 'roads-signs', answers: { defect: 'pothole' } })).ticketNumber;
  const versions = (code = 'fault') =>
    house.reads.of(WorkflowVersion).find({ where: { code }, order: { number: 'ASC' } });
  const numberOf = async (ticketNumber: string) => {
    const row = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    return (await versions()).find(({ id }) => id === row.workflowVersionId)?.number;
  };
  const steps = recorderOf(() => house);
  const record = async (
    viewer: House['town']['bruno'],
    ticket: string,
    [action, data = {}]: readonly [string, Record<string, unknown>?],
  ) => {
    const answer = await steps.attempt(viewer, ticket, action, { data });
    return isRefusal(answer) ? (answer.reason ?? answer.code) : answer.state;
  };

  test('the list says which version is in force, since when, by whom, and what runs on it', async () => {
    await ivo.get('/amministrazione/iter');
    expect(ivo.page).toContain('Guasto o disservizio');
    expect(ivo.page).toContain('1 sulla versione 1');
    expect(ivo.page).toContain('Nessun difetto');
    await ivo.get(ITER);
    expect(ivo.page).toContain('<svg');
    expect(ivo.page).toContain((await versions())[0]?.sha256 ?? 'no version');
  });

  test('the text that Iter ships begins a draft only where no version here says the same', async () => {
    await ivo.get('/amministrazione/iter/information');
    expect(ivo.page).not.toContain('value="fornito"');
    const path = '/amministrazione/iter/information/bozza';
    expect((await ivo.post(path, { da: 'fornito' })).status).toBe(404);
    const [author, code] = [{ accountId: house.town.accountId('ivo'), name: 'Ivo Greco' }, 'information']; // prettier-ignore
    const { document } = await house.get(Workflows).current(code);
    const newer = { ...document, label: { it: 'Informazione, testo nuovo' } };
    const origin = { code, document: newer, number: null };
    expect(await house.get(WorkflowDrafts).start(origin, newer, author)).toBeUndefined();
    expect((await versions(code)).at(-1)).toMatchObject({ status: 'draft', document: newer });
    await ivo.get('/amministrazione/registro');
    expect(ivo.page).toContain('shipped');
  });

  test('a draft begins as the version in force is; there is one at a time', async () => {
    expect((await ivo.post(DRAFT, { da: '1' })).headers['location']).toBe(DRAFT);
    expect((await ivo.post(DRAFT, { da: '1' })).status).toBe(422);
    expect(ivo.page).toContain('c’è già una bozza');
    await ivo.get(DRAFT);
    expect(ivo.page).toContain('Nessuna differenza.');
    const same = await ivo.post(`${DRAFT}/pubblica`, { impronta: hidden(ivo, 'impronta') });
    expect(same.status).toBe(422);
    expect(ivo.page).toContain('La bozza è uguale alla versione in vigore');
    expect((await versions()).map(({ status }) => status)).toEqual(['published', 'draft']);
    expect(await numberOf(await filed())).toBe(1);
  });

  test('a state is added by form; what is missing is said at its field, and what was typed stays', async () => {
    await ivo.get(`${DRAFT}/stati/nuovo`);
    const state = {
      impronta: hidden(ivo, 'impronta'),
      code: 'quality-checked',
      after: 'verified',
      kind: 'open',
      unit: 'workingDays',
      span: '2',
      'label.it': 'Controllo di qualità',
      'label.en': 'Quality check',
      'next.it': '',
      'next.en': '',
      owner: '',
      remindBefore: '',
    };
    expect((await ivo.post(`${DRAFT}/stati/nuovo`, state)).status).toBe(422);
    expect(ivo.page).toContain('Controllo di qualità');
    expect(ivo.page).toContain('id="fault-next.it"');
    const whole = { ...state, 'next.it': 'Il responsabile chiude la segnalazione.' };
    expect((await ivo.post(`${DRAFT}/stati/nuovo`, whole)).status).toBe(303);
    await ivo.get(DRAFT);
    expect(ivo.page).toContain('A questo stato non porta nessuna azione.');
    expect(ivo.page).toContain('Nuova fase «Controllo di qualità»');
    // two people at one draft: the second hears that the first was faster
    expect((await ivo.post(`${DRAFT}/stati/verified`, { ...whole })).status).toBe(409);
  });

  test('a faulty draft is not published, sentence by sentence', async () => {
    await ivo.get(DRAFT);
    const answer = await ivo.post(`${DRAFT}/pubblica`, { impronta: hidden(ivo, 'impronta') });
    expect(answer.status).toBe(422);
    expect(ivo.page).toContain('A questo stato non porta nessuna azione.');
    expect((await versions()).map(({ status }) => status)).toEqual(['published', 'draft']);
  });

  test('an action with four eyes leads there, and the closing starts from there', async () => {
    await ivo.get(`${DRAFT}/azioni/nuovo`);
    const action = {
      impronta: hidden(ivo, 'impronta'),
      code: 'check-quality',
      'label.it': 'Controllare la qualità',
      'label.en': '',
      'done.it': 'Qualità del lavoro controllata',
      'done.en': '',
      from: ['verified'],
      by: ['operator', 'supervisor', 'director'],
      to: 'quality-checked',
      visibility: 'public',
      note: 'optional',
      'guards.1.kind': 'not-who-did',
      'guards.1.actions': ['record-work-done'],
    };
    expect((await ivo.post(`${DRAFT}/azioni/nuovo`, action)).status).toBe(303);
    await ivo.get(`${DRAFT}/testo`);
    const typed = (await versions())[1]?.document;
    if (!typed) throw new Error('no draft');
    const closing = typed.actions.find(({ code }) => code === 'close');
    if (!closing) throw new Error('no closing');
    closing.from = ['quality-checked'];
    const impronta = hidden(ivo, 'impronta');
    expect(
      (await ivo.post(`${DRAFT}/testo`, { impronta, testo: JSON.stringify(typed) })).status,
    ).toBe(303);
    await ivo.get(DRAFT);
    expect(ivo.page).toContain('Nessun difetto');
  });

  test('the text is checked as it is written, each fault with its line; checking saves nothing', async () => {
    await ivo.get(`${DRAFT}/testo`);
    const before = (await versions())[1]?.sha256;
    const testo =
      'code: fault\nlabel: { it: Guasto }\ninitial: received\nstates:\n  - code: received\n    kind: sleeping\n';
    await ivo.post(`${DRAFT}/controllo`, { testo });
    expect(ivo.page).toContain('Riga 6:');
    expect(ivo.page).toContain('Valori possibili: open, waiting, closed.');
    const checked = await ivo.post(`${DRAFT}/testo`, { testo, controlla: '1' });
    expect(checked.status).toBe(200);
    expect(ivo.page).toContain('kind: sleeping');
    expect((await ivo.post(`${DRAFT}/testo`, { testo: 'states: [' })).status).toBe(422);
    expect(ivo.page).toContain('Riga ');
    expect((await versions())[1]?.sha256).toBe(before);
  });

  test('published: new requests follow it, running ones end on theirs, and the step says who', async () => {
    await ivo.get(DRAFT);
    const answer = await ivo.post(`${DRAFT}/pubblica`, { impronta: hidden(ivo, 'impronta') });
    expect(answer.headers['location']).toBe(ITER);
    expect(await versions()).toMatchObject([
      { number: 1, status: 'retired' },
      { number: 2, status: 'published', publishedBy: 'Ivo Campi', publishedAt: house.clock.now() },
    ]);
    const { bruno, beatrice, carla } = house.town;
    const fresh = await filed();
    expect([await numberOf(old), await numberOf(fresh)]).toEqual([1, 2]);
    const work = { work: 'Buca chiusa con asfalto a freddo.' };
    const ending = {
      outcome: 'repaired',
      whatWasDone: 'La buca è stata chiusa e il piano stradale è di nuovo regolare e sicuro.',
      doneBy: 'Squadra comunale',
      citizenCan:
        'Se il problema si ripresenta si può riaprire la segnalazione entro trenta giorni.',
    };
    for (const ticket of [old, fresh]) {
      await record(bruno, ticket, ['take-in-charge']);
      await record(bruno, ticket, ['assign-own-team']);
      await record(bruno, ticket, ['record-work-done', work]);
      expect(await record(beatrice, ticket, ['verify'])).toBe('verified');
    }
    expect(await record(carla, old, ['close', ending])).toBe('closed');
    expect(await record(carla, fresh, ['close', ending])).toBe('state');
    expect(await record(bruno, fresh, ['check-quality'])).toBe('four-eyes');
    expect(await record(beatrice, fresh, ['check-quality'])).toBe('quality-checked');
    expect(await record(carla, fresh, ['close', ending])).toBe('closed');
    const view = done(await house.get(RequestViews).view(carla, fresh, 'it'));
    expect(view.steps.find(({ action }) => action === 'check-quality')).toMatchObject({
      label: 'Qualità del lavoro controllata',
      actor: { name: house.town.beatrice.name },
    });
    const beatrices = await signedIn(house, 'beatrice');
    await beatrices.get(`/ufficio/segnalazioni/${fresh}`);
    const shown = beatrices.page.replace(/\s+/g, ' ');
    expect(shown).toContain('Qualità del lavoro controllata');
    expect(shown).toContain('iter «Guasto o disservizio», versione 2: spetta a una persona diversa da chi ha registrato «Lavoro eseguito»'); // prettier-ignore
    await beatrices.get(`/ufficio/segnalazioni/${old}`);
    expect(beatrices.page).not.toContain('Qualità del lavoro controllata');
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('published a second time, the same draft leads to the version in force; what was never published is not found', async () => {
    const [, second] = await versions();
    const again = await ivo.post(`${DRAFT}/pubblica`, { impronta: second?.sha256 ?? '' });
    expect([again.status, again.headers['location']]).toEqual([303, ITER]);
    await ivo.get(ITER);
    expect(ivo.page).toContain('Questa versione è già in vigore');
    expect(await versions()).toHaveLength(2);
    expect((await ivo.post(`${DRAFT}/pubblica`, { impronta: 'di nessuno' })).status).toBe(404);
  });

  test('an iter in which nothing waits for an authorisation is not published while a category asks for one', async () => {
    await house.transactions.run((em) =>
      em.update(Category, { code: 'council-services' }, { needsAuthorisation: true }),
    );
    const draft = '/amministrazione/iter/information/bozza';
    await ivo.post(draft, { da: '1' });
    await ivo.get(draft);
    const answer = await ivo.post(`${draft}/pubblica`, { impronta: hidden(ivo, 'impronta') });
    expect(answer.status).toBe(422);
    expect(ivo.page).toContain('chiedono l’autorizzazione');
    await ivo.get('/amministrazione/iter');
    expect(ivo.page).toContain('1 difetto');
  });

  test('two versions are compared in pictures and in words, and the audit list says who published', async () => {
    await ivo.get(`${ITER}/confronto?da=1&a=2`);
    expect(ivo.page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(2);
    expect(ivo.page).toContain('Nuova fase «Controllo di qualità»');
    expect(ivo.page).toContain('Nuova azione «Controllare la qualità»');
    expect(ivo.page).toContain('Spetta a una persona diversa (quattro occhi): «');
    expect(ivo.page.match(/iter-diagram-words/g)).toHaveLength(2);
    expect((await ivo.get(`${ITER}/confronto?da=1&a=99`)).status).toBe(404);
    await ivo.get('/amministrazione/registro');
    expect(ivo.page).toContain('published');
  });

  test('a draft is thrown away; an iter that a category uses stays in force; a new iter begins as a draft', async () => {
    await ivo.post(DRAFT, { da: '2' });
    await ivo.get(DRAFT);
    expect((await ivo.post(`${DRAFT}/scarta`, { impronta: hidden(ivo, 'impronta') })).status).toBe(
      303,
    );
    expect(await versions()).toHaveLength(2);
    expect((await ivo.post(`${ITER}/ritira`)).status).toBe(422);
    expect(ivo.page).toContain('Un tipo di disservizio usa questo iter');
    expect((await ivo.post(DRAFT, { da: '2', code: 'Verde', label: '' })).status).toBe(422);
    await ivo.post(DRAFT, { da: '2', code: 'park', label: 'Parchi' });
    expect(await versions('park')).toMatchObject([{ number: 1, status: 'draft' }]);
    await ivo.get('/amministrazione/iter/park/bozza');
    expect(ivo.page).toContain('Parchi: bozza della versione 1');
    expect((await ivo.get('/amministrazione/iter')).status).toBe(200);
  });
});
