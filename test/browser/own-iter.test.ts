import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nextSteps, recordNext, stateShown } from './next-step.js';
import { People } from './people.js';
import { fileReport } from './reports.js';
import { theTown } from './town.js';

const ITER = '/amministrazione/iter/animals-safety';
const STATE = 'Controllo di qualità';
const ACTION = 'Controllare la qualità';
const VERDICTS = ['Buono', 'Sufficiente', 'Insufficiente'];
const DONE = 'Qualità del lavoro controllata';

/** The administrator of a council adds a quality check, done by somebody else than the executor. */
describe('an iter that the council changes', () => {
  const town = theTown();
  const people = new People(town);
  const filed = () =>
    fileReport(town, {
      ...{ category: 'pests-animals', answers: { animal: 'stray' } },
      title: 'Cane senza padrone vicino alla scuola',
    });
  let old: string;
  let fresh: string;
  beforeAll(async () => {
    old = await filed();
  });
  afterAll(() => people.leave());

  test('Ivo prepares a version and adds the check as a state of its own; the draft says what is still wrong', async () => {
    const ivo = await people.signedIn('ivo');
    await ivo.open(ITER);
    await ivo.press('Prepara una nuova versione');
    await ivo.sees('Nessuna differenza.');
    await ivo.follow('Aggiungi una fase');
    await ivo.fill({
      Codice: 'quality-checked',
      'Nome in italiano': STATE,
      'Che cosa succede ora, in italiano': 'Il responsabile chiude la segnalazione.',
    });
    await ivo.field('Dopo la fase').selectOption({ label: 'Messo in sicurezza' });
    await ivo.field('Genere').selectOption({ label: 'In lavorazione' });
    await ivo.look();
    await ivo.press('Salva');
    await ivo.sees(`Nuova fase «${STATE}»`);
    await ivo.sees('A questo stato non porta nessuna azione.');
  });

  test('he adds the action with a choice of three entries, four eyes and an end of open tasks, and lets the closing begin there: nothing is wrong any more', async () => {
    const ivo = await people.signedIn('ivo');
    await ivo.follow('Aggiungi un’azione');
    await ivo.fill({
      Codice: 'check-quality',
      'Che cosa si fa, in italiano': ACTION,
      'Come si legge nella storia, in italiano': DONE,
    });
    await ivo.field('A quale fase porta').selectOption({ label: STATE });
    await ivo.choose('Messo in sicurezza');
    for (const role of ['Operatore', 'Responsabile', 'Dirigente']) await ivo.choose(role);
    await ivo.field('Un campo in più, di tipo').selectOption({ label: 'scelta' });
    await ivo.press('Aggiungi il campo');
    const field = ivo.page.getByRole('group', { name: /^Nuovo campo/ });
    await field
      .getByLabel(/^Nome in italiano/)
      .first()
      .fill('Giudizio');
    for (const [index, verdict] of VERDICTS.entries())
      await field.getByRole('group', { name: `Voce ${index + 1}` }).getByLabel('Nome in italiano').fill(verdict); // prettier-ignore
    await field.getByText('Obbligatorio', { exact: true }).click();
    await ivo.field('Una regola in più').selectOption({ label: 'Spetta a una persona diversa (quattro occhi)' }); // prettier-ignore
    await ivo.press('Aggiungi la regola');
    await ivo.choose('Registrare la messa in sicurezza');
    await ivo
      .field('Una conseguenza in più')
      .selectOption({ label: 'Annulla gli incarichi aperti' });
    await ivo.look();
    await ivo.press('Salva');
    await ivo.open(`${ITER}/bozza/azioni/close`);
    await ivo.choose(STATE);
    await ivo.page.getByText('Messo in sicurezza', { exact: true }).first().click();
    await ivo.press('Salva');
    await ivo.sees('Nessun difetto');
    await ivo.look();
  });

  test('published: the new request follows it, the running one ends on its own', async () => {
    const ivo = await people.signedIn('ivo');
    await ivo.press('Pubblica');
    await ivo.sees(/^La nuova versione è in vigore/);
    fresh = await filed();
    const nadia = await people.signedIn('nadia');
    for (const ticket of [old, fresh])
      for (const action of ['send-patrol', 'secure']) await recordNext(nadia, ticket, action);
    const irene = await people.signedIn('irene');
    expect(await nextSteps(irene, old)).not.toContain('check-quality');
    await recordNext(irene, old, 'close');
    expect(await stateShown(irene)).toBe('Conclusa');
    expect(await nextSteps(irene, fresh)).not.toContain('close');
  });

  test('who did the work cannot check it; who does is named in the history, with the rule', async () => {
    expect(await nextSteps(await people.signedIn('nadia'), fresh)).not.toContain('check-quality');
    const irene = await people.signedIn('irene');
    await irene.open(`/ufficio/segnalazioni/${fresh}/azioni/check-quality`);
    expect(await irene.page.getByLabel('Giudizio').locator('option').allInnerTexts()).toEqual(
      expect.arrayContaining(VERDICTS),
    );
    await recordNext(irene, fresh, 'check-quality');
    expect(await stateShown(irene)).toBe(STATE);
    await irene.sees(DONE);
    await irene.sees('Buono');
    await irene.sees(/versione \d+: spetta a una persona diversa da chi ha registrato/);
    await recordNext(irene, fresh, 'close');
    expect(await stateShown(irene)).toBe('Conclusa');
  });

  test('the versions stand side by side in pictures and words; the first comes back as a new one', async () => {
    const ivo = await people.signedIn('ivo');
    await ivo.open(`${ITER}?versione=1`);
    await ivo.press('Prepara una nuova versione');
    await ivo.follow('Confronta con la versione 2');
    await ivo.sees(`Tolta la fase «${STATE}»`);
    expect(await ivo.page.locator('main svg').count()).toBeGreaterThanOrEqual(2);
    await ivo.look();
    await ivo.open(`${ITER}/bozza`);
    await ivo.press('Pubblica');
    await ivo.sees(/^La nuova versione è in vigore/);
    await recordNext(await people.signedIn('nadia'), await filed(), 'send-patrol');
  });

  test('no page on the way had a fault', async () => {
    expect(await people.faults()).toEqual([]);
  });
});
