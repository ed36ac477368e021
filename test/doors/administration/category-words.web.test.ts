import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../../src/catalogue/catalogue.service.js';
import { Category } from '../../../src/catalogue/category.entity.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { FilingDesk } from '../../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { annasFiling, NOBODY } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from '../offices/desk.js';

const CATEGORIES = '/amministrazione/tipi';
const GREEN = `${CATEGORIES}/parks-green`;
const CALL = 'Un albero sta cadendo? Non scrivere, telefonare.';

describe('the words and the place of a category', () => {
  let house: House;
  let ivo: Desk;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await seated(house, 'ivo');
  });
  afterAll(() => house.close());

  const category = (code: string) => house.reads.of(Category).findOneByOrFail({ code });
  const order = async () => (await house.get(Catalogue).all()).map(({ code }) => code);
  const last = async () =>
    (await house.reads.of(AuditEntry).find({ order: { seq: 'DESC' }, take: 1 }))[0];
  /** What the open page would send, with these fields typed anew. */
  const form = (typed: Record<string, string>): Record<string, string> => {
    const page = ivo.page.replaceAll('&#x27;', "'");
    const inputs = [...page.matchAll(/<input [^>]*name="([^"]+)" value="([^"]*)"([^>]*)>/g)].filter(
      ([input, , , rest]) => !input.includes('checkbox') || rest?.includes('checked'),
    );
    const areas = [...page.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)</g)];
    const selects = [...page.matchAll(/<select [^>]*name="([^"]+)".*?<\/select>/gs)].map(
      ([all, name]) => [all, name, /value="([^"]*)" selected/.exec(all)?.[1] ?? ''],
    );
    const given = [...inputs, ...areas, ...selects].map(([, name, value]) => [name, value]);
    const {
      lingua: _,
      ritorno: __,
      ...fields
    } = Object.fromEntries(given) as Record<string, string>; // pairs of text
    return { ...fields, ...typed };
  };
  const save = async (typed: Record<string, string>) => {
    await ivo.get(GREEN);
    return (await ivo.post(GREEN, form(typed))).status;
  };

  test('saved as it is shown nothing changes', async () => {
    const [before, places] = [await category('public-order'), await order()];
    const path = `${CATEGORIES}/public-order`;
    await ivo.get(path);
    expect((await ivo.post(path, form({}))).status).toBe(303);
    expect(await category('public-order')).toEqual({ ...before, version: before.version + 1 });
    expect(await order()).toEqual(places);
    expect((await last())?.data).toMatchObject({ from: {}, to: {} });
  });

  test('the description is read where the category is chosen, in both languages, and goes when it is emptied', async () => {
    expect(await save({ description: 'Alberi, siepi, aiuole.', descriptionEn: 'Trees, hedges.' })).toBe(303); // prettier-ignore
    expect((await category('parks-green')).description).toEqual({ it: 'Alberi, siepi, aiuole.', en: 'Trees, hedges.' }); // prettier-ignore
    expect((await last())?.data).toMatchObject({ to: { description: { it: 'Alberi, siepi, aiuole.' } } }); // prettier-ignore
    expect(await save({ description: '', descriptionEn: '' })).toBe(303);
    expect((await category('parks-green')).description).toBeNull();
  });

  test('a stop ends the filing with its sentence and a number to call, until it is taken away', async () => {
    expect(await save({ stopText: CALL, stopPhone: '112' })).toBe(303);
    const filing = annasFiling({ category: 'parks-green', answers: { kind: 'tree' } });
    const refused = await house.get(FilingDesk).file(NOBODY, filing, newId());
    expect(refused).toMatchObject({ code: 'stopped', data: { stop: { text: { it: CALL }, phone: '112' } } }); // prettier-ignore
    expect(await save({ stopText: '', stopPhone: '' })).toBe(303);
    expect((await category('parks-green')).stop).toBeNull();
  });

  test('a notice stands above the form and stops nothing', async () => {
    expect(await save({ noticeText: CALL, noticeTextEn: 'Call.', noticePhone: '0000 555 021' })).toBe(303); // prettier-ignore
    expect(await category('parks-green')).toMatchObject({
      notice: { text: { it: CALL, en: 'Call.' }, phone: '0000 555 021' },
      stop: null,
    });
    await ivo.get('/servizi/segnalazione-disservizio');
    expect(ivo.text).toContain(CALL);
  });

  test('a sentence without a number, a number without a sentence, English alone and a wrong number are said at their fields', async () => {
    const typed = { stopText: CALL, noticeText: '', noticeTextEn: '', noticePhone: '112', descriptionEn: 'Trees' }; // prettier-ignore
    expect(await save(typed)).toBe(422);
    for (const field of ['stopPhone', 'noticeText', 'description'])
      expect(ivo.page.split(`id="fault-${field}"`)).toHaveLength(2);
    expect(ivo.page).toContain(CALL);
    expect(await save({ noticeText: CALL, noticePhone: 'centododici' })).toBe(422);
    expect(ivo.page.split('id="fault-noticePhone"')).toHaveLength(2);
    expect(ivo.text).toContain('Telefono dell’avviso: Inserire un numero');
  });

  test('it comes after another one, or first, and the others keep their order', async () => {
    const before = (await order()).filter((code) => code !== 'parks-green');
    expect(await save({ after: 'street-lighting' })).toBe(303);
    const place = before.indexOf('street-lighting') + 1;
    expect(await order()).toEqual(before.toSpliced(place, 0, 'parks-green'));
    expect((await last())?.data).toMatchObject({ to: { after: 'street-lighting' } });
    expect(await save({ after: '-' })).toBe(303);
    expect(await order()).toEqual(['parks-green', ...before]);
    await ivo.get(GREEN);
    expect(ivo.page).toMatch(/<option value="-" selected>/);
    for (const after of ['parks-green', 'no-such-category']) {
      expect(await save({ after })).toBe(422);
      expect(ivo.page).toContain('id="fault-after"');
    }
  });

  test('a new one is last unless it says otherwise', async () => {
    const before = await order();
    const path = `${CATEGORIES}/nuovo`;
    await ivo.get(path);
    expect(ivo.page).toMatch(new RegExp(`<option value="${before.at(-1)}" selected>`));
    const beach = { code: 'beach', name: 'Spiaggia', workflow: 'fault', office: 'green', after: before[0] ?? '' }; // prettier-ignore
    expect((await ivo.post(path, form(beach))).status).toBe(303);
    expect(await order()).toEqual(before.toSpliced(1, 0, 'beach'));
  });
});
