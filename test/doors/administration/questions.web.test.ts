import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../../src/catalogue/category.entity.js';
import { Question } from '../../../src/catalogue/question.entity.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { FilingDesk } from '../../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { annasFiling, done, NOBODY } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { sentForm } from '../../web/sent-form.js';
import { type Desk, seated } from '../offices/desk.js';

const FURNITURE = '/amministrazione/tipi/street-furniture';
const QUESTIONS = `${FURNITURE}/domande`;

describe('what a category asks, in the browser', () => {
  let house: House;
  let ivo: Desk;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await seated(house, 'ivo');
  });
  afterAll(() => house.close());

  const asked = async (code: string) => {
    const { id } = await house.reads.of(Category).findOneByOrFail({ code });
    const order = { position: 'ASC', version: 'ASC' } as const;
    return house.reads.of(Question).find({ where: { categoryId: id }, order });
  };
  const current = async (code: string) => (await asked(code)).filter((one) => one.isCurrent);
  const opened = async (address = QUESTIONS): Promise<Record<string, string | string[]>> => {
    await ivo.get(address);
    return sentForm(ivo.page, address);
  };
  const filing = (answers: Record<string, unknown>) =>
    house
      .get(FilingDesk)
      .file(NOBODY, annasFiling({ category: 'street-furniture', answers }), newId());

  test('opened and saved, the questions of every category stay as they are, with what stops a filing', async () => {
    for (const category of await house.reads.of(Category).find()) {
      const { code } = category;
      const before = await asked(code);
      const address = `/amministrazione/tipi/${code}/domande`;
      expect((await ivo.post(address, await opened(address))).status).toBe(303);
      expect(await asked(code)).toEqual(before);
      expect(await house.reads.of(Category).findOneByOrFail({ code })).toEqual(category);
    }
  });

  test('a question with two choices and a number are added in their place, and are asked at the next filing', async () => {
    await ivo.get(FURNITURE);
    expect(ivo.page).toContain(`href="${QUESTIONS}"`);
    const added = { ...(await opened()), 'add.questions': 'choice', vai: 'questions' };
    expect((await ivo.post(QUESTIONS, added)).status).toBe(200);
    expect(ivo.page).toContain('id="aggiunto"');
    expect(await current('street-furniture')).toHaveLength(1);
    const typed = {
      ...sentForm(ivo.page, QUESTIONS),
      'questions.2.label.it': 'È pericoloso?',
      'questions.2.label.en': 'Is it dangerous?',
      'questions.2.required': 'on',
      'questions.2.position': '1',
      'questions.2.choices.1.label.it': 'Sì, molto',
      'questions.2.choices.2.label.it': 'No',
      'questions.2.choices.2.newCode': 'no',
      'questions.3.type': 'number',
      'questions.3.label.it': 'Quanti pezzi?',
      'questions.3.newCode': 'pieces',
    };
    expect((await ivo.post(QUESTIONS, typed)).headers['location']).toBe(FURNITURE);
    const label = { it: 'È pericoloso?', en: 'Is it dangerous?' };
    expect(await current('street-furniture')).toMatchObject([
      {
        ...{ code: 'e-pericoloso', version: 1, position: 1, isRequired: true, label },
        choices: [
          { code: 'si-molto', label: { it: 'Sì, molto' } },
          { code: 'no', label: { it: 'No' } },
        ],
      },
      { code: 'object', version: 1, position: 2 },
      { code: 'pieces', type: 'number', position: 3, isRequired: false },
    ]);
    expect(await filing({ object: 'bench' })).toMatchObject({
      errors: [{ field: 'answers.e-pericoloso', code: 'required' }],
    });
    done(await filing({ object: 'bench', 'e-pericoloso': 'no', pieces: '2' }));
    const [entry] = await house.reads
      .of(AuditEntry)
      .find({ order: { seq: 'DESC' }, take: 1, where: { event: 'configuration-changed' } });
    expect(entry?.data).toMatchObject({ category: 'street-furniture', what: 'questions changed' });
  });

  test('a question that says something else is a new version, one that is taken away is asked no more; what was answered stays', async () => {
    const typed = {
      ...(await opened()),
      'questions.2.label.it': 'Che cosa non va?',
      'questions.2.choices.1.remove': 'on',
      'questions.3.remove': 'on',
    };
    expect((await ivo.post(QUESTIONS, typed)).status).toBe(303);
    const versions = (await asked('street-furniture')).filter(({ code }) => code === 'object');
    expect(versions).toMatchObject([
      { version: 1, isCurrent: false, label: { it: 'Che cosa è rotto o mancante?' } },
      { version: 2, isCurrent: true, label: { it: 'Che cosa non va?' } },
    ]);
    expect(versions.map(({ choices }) => choices.length)).toEqual([5, 4]);
    expect((await current('street-furniture')).map(({ code }) => code)).toEqual([
      'e-pericoloso',
      'object',
    ]);
    // asked again under its old code it is the next version
    const again = {
      ...(await opened()),
      'questions.5.type': 'text',
      'questions.5.label.it': 'Quanti pezzi, circa?',
      'questions.5.newCode': 'pieces',
    };
    expect((await ivo.post(QUESTIONS, again)).status).toBe(303);
    expect((await current('street-furniture')).at(-1)).toMatchObject({
      code: 'pieces',
      version: 2,
    });
  });

  test('what is wrong is said at its field as the import of a file refuses it, and everything typed is kept', async () => {
    const before = await asked('street-furniture');
    const typed = {
      ...(await opened()),
      'questions.1.label.it': ' ',
      'questions.7.type': 'choice',
      'questions.7.label.it': 'Da quando?',
      'questions.7.choices.1.label.it': 'Da oggi',
      'questions.8.type': 'text',
      'questions.8.label.it': 'Altro?',
      'questions.8.newCode': 'Altro!',
    };
    expect((await ivo.post(QUESTIONS, typed)).status).toBe(422);
    for (const name of ['questions.1.label.it', 'questions.7', 'questions.8.newCode'])
      expect(ivo.page).toContain(`id="fault-${name}"`);
    expect(ivo.text).toContain('Ci sono 3 dati da correggere');
    expect(ivo.text).toContain('Una scelta ha almeno due voci.');
    expect(ivo.page).toContain('value="Da quando?"');
    const twice = {
      ...(await opened()),
      'questions.7.type': 'text',
      'questions.7.label.it': 'Altro?',
      'questions.7.newCode': 'object',
    };
    expect((await ivo.post(QUESTIONS, twice)).status).toBe(422);
    expect(ivo.page).toContain('id="fault-questions.7.newCode"');
    expect(await asked('street-furniture')).toEqual(before);
  });

  test('of two people who change them at once one wins, and the other is told with what they typed', async () => {
    const [one, other] = [await opened(), await opened()];
    expect((await ivo.post(QUESTIONS, { ...one, 'questions.1.label.en': 'Risky?' })).status).toBe(
      303,
    );
    const late = { ...other, 'questions.1.label.en': 'Hazardous?' };
    expect((await ivo.post(QUESTIONS, late)).status).toBe(409);
    expect(ivo.page).toContain('value="Hazardous?"');
    expect((await current('street-furniture'))[0]?.label.en).toBe('Risky?');
    expect((await ivo.get('/amministrazione/tipi/no-such/domande')).status).toBe(404);
  });
});
