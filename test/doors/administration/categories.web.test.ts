import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../../src/catalogue/category.entity.js';
import { Office } from '../../../src/offices/office.entity.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { FilingDesk } from '../../../src/requests/filing/filing-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { WorkflowVersion } from '../../../src/workflow/workflow-version.entity.js';
import { annasFiling, file, NOBODY } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { type Desk, seated } from '../offices/desk.js';

const CATEGORIES = '/amministrazione/tipi';
const ROADS = `${CATEGORIES}/roads-signs`;
const BENCH = { object: 'bench' };

describe('categories in the browser', () => {
  let house: House;
  let ivo: Desk;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await seated(house, 'ivo');
  });
  afterAll(() => house.close());

  const category = (code: string) => house.reads.of(Category).findOneByOrFail({ code });
  const requestOf = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const lastEntry = async () =>
    (await house.reads.of(AuditEntry).find({ order: { seq: 'DESC' }, take: 1 }))[0];
  /** The form of the category as its page shows it, with these fields typed anew; null unticks. */
  const shown = async (code: string, typed: Record<string, string | null> = {}) => {
    const { name, ...kept } = await category(code);
    const office = await house.reads.of(Office).findOneByOrFail({ id: kept.officeId });
    const form: Record<string, string | null> = {
      name: name.it,
      nameEn: name.en ?? '',
      office: office.code,
      workflow: kept.workflowCode,
      span: String(kept.term.days),
      unit: 'days',
      needsAuthorisation: kept.needsAuthorisation ? 'on' : null,
      isActive: kept.isActive ? 'on' : null,
      version: String(kept.version),
      ...typed,
    };
    return Object.fromEntries(
      Object.entries(form).filter((field): field is [string, string] => field[1] !== null),
    );
  };
  const change = async (code: string, typed: Record<string, string | null>) =>
    ivo.post(`${CATEGORIES}/${code}`, await shown(code, typed));

  test('the list leads to the page of each, which shows it as it is and says what runs on', async () => {
    await ivo.get('/amministrazione');
    expect(ivo.page).toContain(`href="${ROADS}"`);
    expect(ivo.page).toContain(`href="${CATEGORIES}/nuovo"`);
    await ivo.get(ROADS);
    expect(ivo.hidden(ROADS)).toMatchObject({ version: '1' });
    expect(ivo.page).toMatch(/<option value="fault" selected>/);
    expect(ivo.page).toMatch(/<option value="roads-works" selected>/);
    expect(ivo.page).toMatch(/name="isActive" value="on" checked/);
    expect(ivo.text).toContain('quelle in corso tengono i loro');
    expect(ivo.text).not.toContain('information (attende');
  });

  test('an iter in which nothing waits for an authorisation is refused where one is needed, at its field and with what was typed', async () => {
    await ivo.get(ROADS);
    const typed = {
      workflow: 'information',
      needsAuthorisation: 'on',
      name: 'Strade e marciapiedi',
    };
    expect((await change('roads-signs', typed)).status).toBe(422);
    expect(ivo.page).toContain('id="fault-workflow"');
    expect(ivo.text).toContain('nessuna azione dell’iter la aspetta: Strade e marciapiedi');
    expect(ivo.page).toContain('value="Strade e marciapiedi"');
    expect(ivo.page).toMatch(/<option value="information" selected>/);
    expect(ivo.page).toMatch(/name="needsAuthorisation" value="on" checked/);
    expect(await category('roads-signs')).toMatchObject({ workflowCode: 'fault', version: 1 });
  });

  test('what is wrong is said at its field, and everything typed is kept', async () => {
    await ivo.get(ROADS);
    const wrong = { name: ' ', span: '181', office: 'no-office', workflow: 'no-iter' };
    expect((await change('roads-signs', wrong)).status).toBe(422);
    for (const field of ['name', 'span']) expect(ivo.page).toContain(`id="fault-${field}"`);
    expect(ivo.text).toContain(
      'Termine: Un procedimento si conclude al più tardi entro 180 giorni',
    );
    expect(ivo.page).toContain('value="181"');
    const unknown = { office: 'no-office', workflow: 'no-iter', isActive: null };
    expect((await change('roads-signs', unknown)).status).toBe(422);
    for (const field of ['office', 'workflow']) expect(ivo.page).toContain(`id="fault-${field}"`);
    expect(ivo.page).not.toMatch(/name="isActive" value="on" checked/);
    const english = await seated(house, 'ivo', 'en');
    await english.post('/lingua', { lingua: 'en', ritorno: ROADS });
    await english.get(ROADS);
    expect(english.text).toContain('those under way keep theirs');
    await english.post(ROADS, await shown('roads-signs', { span: 'ten' }));
    expect(english.text).toContain('Enter a whole number.');
  });

  test.each([
    ['181', 'days', 'entro 180 giorni di calendario (L. 241/1990)'],
    ['111', 'workingDays', 'Al massimo 110 giorni lavorativi'],
    ['241', 'hours', 'Al massimo 240 ore'],
    ['0', 'hours', 'Il valore minimo è 1'],
    ['10', 'weeks', 'Scegliere una delle voci'],
  ])(
    'a term of %s %s is refused in a sentence, and number and unit stay as typed',
    async (span, unit, sentence) => {
      await ivo.get(ROADS);
      expect((await change('roads-signs', { span, unit })).status).toBe(422);
      expect(ivo.text).toContain(sentence);
      expect(ivo.page).toMatch(new RegExp(`name="span" value="${span}"`));
      if (unit !== 'weeks')
        expect(ivo.page).toMatch(new RegExp(`<option value="${unit}" selected>`));
      expect(await category('roads-signs')).toMatchObject({ term: { days: 30 }, version: 1 });
    },
  );

  test('an urgent category has hours: the page, the list and the service of the citizen say so', async () => {
    const animals = `${CATEGORIES}/pests-animals`;
    await ivo.get(animals);
    expect(ivo.page).toMatch(/name="span" value="72"/);
    expect(ivo.page).toMatch(/<option value="hours" selected>ore</);
    expect((await change('pests-animals', { span: '1', unit: 'hours' })).status).toBe(303);
    await ivo.get('/amministrazione');
    expect(ivo.page).toMatch(/<td data-label="Termine">1 ora</);
    await ivo.get('/servizi/segnalazione-disservizio');
    expect(ivo.text).toContain('La risposta arriva al più tardi entro 30 giorni dall’invio.');
    expect(ivo.text).toContain('animali randagi : 1 ora (');
    expect(ivo.text).toContain('quiete : 5 giorni lavorativi (');
  });

  test('saved, iter, office and term count at the next filing; a request under way keeps its own', async () => {
    const before = await file(house);
    const running = await requestOf(before.ticketNumber);
    await ivo.get(ROADS);
    const typed = {
      workflow: 'maintenance',
      office: 'green',
      span: '5',
      needsAuthorisation: null,
    };
    expect((await change('roads-signs', typed)).status).toBe(303);
    expect(await requestOf(before.ticketNumber)).toMatchObject({
      workflowVersionId: running.workflowVersionId,
      officeId: running.officeId,
      dueAt: running.dueAt,
    });
    const after = await requestOf((await file(house)).ticketNumber);
    const version = await house.reads
      .of(WorkflowVersion)
      .findOneByOrFail({ id: after.workflowVersionId });
    expect(version.code).toBe('maintenance');
    expect(after.officeId).toBe(house.town.officeId('green'));
    expect(after.dueAt.getTime()).toBeLessThan(running.dueAt.getTime());
    expect(await lastEntry()).toMatchObject({
      event: 'configuration-changed',
      accountId: house.town.accountId('ivo'),
      data: {
        category: 'roads-signs',
        what: 'changed',
        from: { office: 'roads-works', workflow: 'fault', needsAuthorisation: true },
        to: {
          office: 'green',
          workflow: 'maintenance',
          term: { days: 5 },
          needsAuthorisation: false,
        },
      },
    });
  });

  test('of two people at one form the second hears so, with what was typed kept', async () => {
    await ivo.get(ROADS);
    const mine = await shown('roads-signs', { span: '7' });
    expect((await ivo.post(ROADS, mine)).status).toBe(303);
    await ivo.get(ROADS);
    expect((await ivo.post(ROADS, { ...mine, span: '9' })).status).toBe(409);
    expect(ivo.text).toContain('Qualcun altro ha appena modificato questi dati');
    expect(ivo.page).toContain('value="9"');
    expect((await category('roads-signs')).term).toEqual({ days: 7 });
  });

  test('switched off it takes no new filings, and a request under way goes on', async () => {
    const { ticketNumber } = await file(house, { category: 'street-furniture', answers: BENCH });
    await ivo.get(`${CATEGORIES}/street-furniture`);
    expect((await change('street-furniture', { isActive: null })).status).toBe(303);
    await ivo.get(`${CATEGORIES}/street-furniture`);
    expect(ivo.text).toContain('Non attivo');
    const late = annasFiling({ category: 'street-furniture', answers: BENCH });
    expect(await house.get(FilingDesk).file(NOBODY, late, newId())).toMatchObject({
      errors: [{ field: 'category', code: 'category-unknown' }],
    });
    const { record } = recorderOf(() => house);
    expect(await record(house.town.bruno, ticketNumber, 'take-in-charge')).toBeDefined();
    await ivo.get(`${CATEGORIES}/street-furniture`);
    expect((await change('street-furniture', { isActive: 'on' })).status).toBe(303);
    await file(house, { category: 'street-furniture', answers: BENCH });
  });

  test('a new category can be chosen at once; a code that is taken or no code is refused', async () => {
    const fresh = {
      code: 'beach-access',
      name: 'Accesso alla spiaggia',
      nameEn: 'Beach access',
      workflow: 'fault',
      office: 'green',
      span: '15',
      unit: 'workingDays',
      isActive: 'on',
    };
    await ivo.get(`${CATEGORIES}/nuovo`);
    expect(ivo.page).toContain('value="30"');
    const send = (typed: object) => ivo.post(`${CATEGORIES}/nuovo`, { ...fresh, ...typed });
    for (const code of ['Beach Access', 'nuovo', '-x']) {
      expect((await send({ code })).status).toBe(422);
      expect(ivo.page).toContain('id="fault-code"');
      expect(ivo.page).toContain('value="Accesso alla spiaggia"');
    }
    expect((await send({ code: 'roads-signs' })).status).toBe(422);
    expect(ivo.text).toContain('Questo codice è già in uso.');
    expect((await send({})).status).toBe(303);
    expect(await category('beach-access')).toMatchObject({
      name: { it: 'Accesso alla spiaggia', en: 'Beach access' },
      description: null,
      term: { workingDays: 15 },
      version: 1,
    });
    const { office } = await file(house, { category: 'beach-access', answers: {} });
    expect(office.code).toBe('green');
    await ivo.get(`${CATEGORIES}/beach-access`);
    expect(ivo.text).toContain('Nessuna domanda oltre a quelle di ogni segnalazione.');
    await ivo.get('/amministrazione/registro');
    expect(ivo.text).toContain('beach-access');
  });

  test('a category that is not there is not found, to read and to change', async () => {
    expect((await ivo.get(`${CATEGORIES}/no-such-category`)).status).toBe(404);
    await ivo.get(ROADS);
    const answer = await ivo.post(`${CATEGORIES}/no-such-category`, await shown('roads-signs'));
    expect(answer.status).toBe(404);
  });
});
