import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../../src/accounts/account.entity.js';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { SETTING_KEYS } from '../../../src/settings/council-settings.js';
import { Settings } from '../../../src/settings/settings.service.js';
import { Languages } from '../../../src/web/languages.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { signedIn } from '../partners/signed-in.js';

const PAGES = ['', '/utenti', '/impostazioni', '/registro', '/invii'];

describe('the administrator', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('reads offices, categories, partners with masked addresses and their health, and routing rules', async () => {
    const failing = { failingSince: new Date('2026-10-03T10:00:00Z') };
    const partnerId = house.town.partnerId('luce-strade');
    await house.transactions.run((em) =>
      em.update(Endpoint, { partnerId, channel: 'webhook' }, failing),
    );
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione');
    for (const text of [
      'Lavori pubblici e strade',
      'Illuminazione pubblica',
      'Ambiente Rocca S.r.l.',
      'Il verde di Valle Chiara',
    ])
      expect(ivo.page).toContain(text);
    expect(ivo.page).toContain('g***@acque-costiere.example');
    expect(ivo.page).not.toContain('guasti@acque-costiere.example');
    expect(ivo.page).toContain('Non risponde dal 3 ottobre 2026');
  });

  test('reads the accounts page by page, and no password in any form', async () => {
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/utenti');
    expect(ivo.page).toContain('Bruno Conti');
    expect(ivo.page).toContain('Responsabile');
    const { passwordHash } = await house.reads.of(Account).findOneByOrFail({ username: 'bruno' });
    expect(ivo.page).not.toContain(passwordHash);
    expect(ivo.page).not.toContain('argon2');
  });

  test('changes a setting: it counts at once, and the audit list says who, from what, to what', async () => {
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/impostazioni/reopenDays');
    expect(ivo.page).toContain('value="30"');
    const sent = await ivo.post('/amministrazione/impostazioni/reopenDays', { value: '45' });
    expect(sent.status).toBe(303);
    expect(await house.get(Settings).get('reopenDays')).toBe(45);
    const entry = await house.reads
      .of(AuditEntry)
      .findOneOrFail({ where: { event: 'setting-changed' }, order: { seq: 'DESC' } });
    expect(entry).toMatchObject({
      accountId: house.town.ivo.accountId,
      data: { key: 'reopenDays', from: 30, to: 45 },
    });
    await ivo.get('/amministrazione/registro');
    expect(ivo.page).toContain('Impostazione modificata');
    expect(ivo.page).toContain('reopenDays');
    expect(ivo.page).toContain('Ivo Campi');
  });

  test.each([
    ['reopenDays', { value: 'trenta' }],
    ['reopenDays', { value: '400' }],
    ['councilEmail', { value: 'non un indirizzo' }],
    ['linkSite', { value: 'javascript:alert(1)' }],
    ['townBoundary', { value: '10.5 43.3\n10.6' }],
    ['publicLanguages', { value: 'en' }],
    ['helpPointNetworks', { value: '300.1.1.1/8' }],
    ['closureDays', { value: '2026-02-31' }],
  ])(
    'a value that %s does not take is refused at the field, kept as typed, and changes nothing',
    async (key, typed) => {
      const ivo = await signedIn(house, 'ivo');
      const before = await house.get(Settings).all();
      await ivo.get(`/amministrazione/impostazioni/${key}`);
      expect((await ivo.post(`/amministrazione/impostazioni/${key}`, typed)).status).toBe(422);
      expect(ivo.page).toContain('id="fault-value"');
      expect(ivo.page).toContain(typed.value.split('\n')[0]);
      expect(await house.get(Settings).all()).toEqual(before);
    },
  );

  test('each kind of setting goes through its form and comes back as it was', async () => {
    const ivo = await signedIn(house, 'ivo');
    const before = await house.get(Settings).all();
    for (const key of [
      'townBoundary',
      'townCenter',
      'publicLanguages',
      'councilTagline',
      'allowUnidentified',
      'councilName',
      'photosMax',
    ]) {
      await ivo.get(`/amministrazione/impostazioni/${key}`);
      const form = Object.fromEntries(fieldsOf(ivo.page));
      expect((await ivo.post(`/amministrazione/impostazioni/${key}`, form)).status).toBe(303);
    }
    expect(await house.get(Settings).all()).toEqual(before);
  });

  test('each setting has a name in each language', () => {
    const languages = house.get(Languages);
    for (const key of SETTING_KEYS) expect(languages.has(`administration:names.${key}`)).toBe(true);
  });

  test('reads the audit list page by page', async () => {
    const ivo = await signedIn(house, 'ivo');
    for (let i = 0; i < 55; i += 1)
      await ivo.post('/amministrazione/impostazioni/councilPhone', {
        value: `0000 555 ${100 + i}`,
      });
    await ivo.get('/amministrazione/registro');
    const next = / href="([^"]+)" rel="next"/.exec(ivo.page)?.[1] ?? '';
    expect(ivo.page).toContain('0000 555 154');
    expect(ivo.page).not.toContain('0000 555 101');
    await ivo.get(plain(next));
    expect(ivo.page).toContain('0000 555 101');
    expect(ivo.page).not.toContain('0000 555 154');
  });

  test('opens no request and reads no citizen’s contact anywhere', async () => {
    const { ticketNumber } = await file(house);
    const ivo = await signedIn(house, 'ivo');
    for (const path of [
      `/ente/segnalazioni/${ticketNumber}`,
      `/ufficio/segnalazioni/${ticketNumber}`,
      '/ente',
      '/ente/segnalazioni',
      '/ufficio',
    ]) {
      const { status } = await ivo.get(path);
      expect([403, 404]).toContain(status);
      expect(ivo.page).not.toContain('Buca profonda');
    }
    for (const page of PAGES) {
      expect((await ivo.get(`/amministrazione${page}`)).status).toBe(200);
      expect(ivo.page).not.toContain('Buca profonda');
      expect(ivo.page).not.toContain('Ferrini');
      expect(ivo.page).not.toContain('anna.ferrini');
    }
  });

  test('nobody else has these pages', async () => {
    for (const username of ['bruno', 'fabio', 'walter']) {
      const browser = await signedIn(house, username);
      for (const page of PAGES)
        expect((await browser.get(`/amministrazione${page}`)).status).toBe(403);
      await browser.get('/');
      const tried = await browser.post('/amministrazione/impostazioni/councilName', {
        value: 'Altro',
      });
      expect(tried.status).toBe(403);
    }
    expect(await house.get(Settings).get('councilName')).toBe('Comune di Rocca a Mare');
  });
});

/** Name and value of the setting's fields, as a browser would send them back. */
function fieldsOf(page: string): [string, string][] {
  const inputs = [...page.matchAll(/<input[^>]* id="field-(value[^"]*)"[^>]*>/g)].map(
    ([tag, name]): [string, string] => {
      const isOff = tag.includes('type="checkbox"') && !tag.includes(' checked');
      return [name ?? '', isOff ? '' : plain(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')];
    },
  );
  const areas = [...page.matchAll(/<textarea[^>]* name="(value)"[^>]*>\n([^<]*)<\/textarea>/g)];
  return [
    ...inputs,
    ...areas.map(([, name, text]): [string, string] => [name ?? '', plain(text ?? '')]),
  ];
}

function plain(escaped: string): string {
  return escaped.replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
}
