import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Vault } from '../../../src/config/vault.js';
import type { CitizenViewer, PartnerViewer } from '../../../src/access/viewer.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import type { MailContent } from '../../../src/deliveries/letter.js';
import { FollowerDesk } from '../../../src/requests/followers/follower-desk.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { StepValue } from '../../../src/requests/steps/step-value.entity.js';
import { Proofs } from '../../../src/requests/verifying/proofs.service.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { newId } from '../../../src/shared/ids.js';
import { openBrowser } from '../../web/browser.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';
import { hidden, signedIn } from './signed-in.js';

const HILL = { location: { latitude: 43.287, longitude: 10.6 } } as const; // Fonte Vecchia
const WORDS = 'La buca è la stessa: se ne occupa già la squadra strade, entro la settimana.';
const LINA = { name: 'Lina Poggi', email: 'lina.poggi@posta.example', language: 'it' } as const;

describe('several people behind one number', () => {
  let house: House;
  let flavia: PartnerViewer;
  beforeAll(async () => {
    house = await openHouse();
    flavia = (await house.town.viewer('flavia')) as PartnerViewer; // of the district council
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const row = steps.request;
  const add = (ticketNumber: string, person: { name: string; email: string } = LINA, by = flavia) =>
    house.get(FollowerDesk).add(by, ticketNumber, { person: { ...LINA, ...person }, key: newId() });
  const record = (ticketNumber: string, action: string, words: Words = {}) =>
    steps.record(house.town.carla, ticketNumber, action, words);
  const mails = async (email: string) => {
    const sent = await house.reads
      .of(Delivery)
      .find({ where: { destination: email }, order: { stream: 'ASC', sequence: 'ASC' } });
    return sent.map(({ kind, sealedContent }) => ({
      kind,
      ...(JSON.parse(house.get(Vault).open(sealedContent ?? '')) as MailContent), // our own
    }));
  };
  const linkIn = (text: string) => /\/servizi\/seguite\/\S+/.exec(text)?.[0] ?? '';

  test('a follower is added with consent, hears of the public steps in order, and of nothing that was said between office and citizen', async () => {
    const { ticketNumber } = await file(house, HILL);
    const browser = await signedIn(house, 'flavia');
    const path = `/ente/segnalazioni/${ticketNumber}/seguita-da`;
    await browser.get(path);
    const form = { submissionId: hidden(browser, 'submissionId'), name: LINA.name, email: LINA.email }; // prettier-ignore
    expect((await browser.post(path, form)).status).toBe(422);
    expect(browser.page).toContain('id="fault-consent"');
    for (const sent of [1, 2].map(() => browser.post(path, { ...form, consent: 'on' })))
      expect((await sent).status).toBe(303);
    await browser.get(path);
    expect(browser.page).toContain('La segue un’altra persona.');
    await record(ticketNumber, 'take-in-charge', { note: 'Passiamo domani.' });
    await record(ticketNumber, 'note', { note: 'Chiave nel cassetto.' });
    await record(ticketNumber, 'write-citizen', { note: 'Gentile Anna, ci chiami.' });
    const letters = await mails(LINA.email);
    expect(letters.map(({ kind }) => kind)).toEqual(['follower.welcome', 'follower.step']);
    expect(letters[1]?.text).toContain('Presa in carico');
    expect(letters[1]?.text).toContain('Passiamo domani.');
    const all = letters.map(({ text, html }) => text + html).join('');
    expect(all).not.toMatch(/Ferrini|Anna|Carla|cassetto|Buca profonda/); // neither who filed, nor her words, nor who works on it
    expect(all).toContain(ticketNumber);
  });

  test('who follows is seen by offices that see contacts, addresses masked; by nobody else, not even in a proof', async () => {
    const { ticketNumber } = await file(house, HILL);
    done(await add(ticketNumber));
    const { id } = await row(ticketNumber);
    const anna: CitizenViewer = { kind: 'citizen', requestId: id, ticketNumber };
    const views = house.get(RequestViews);
    const seen = async (viewer: Parameters<typeof views.view>[0]) =>
      JSON.stringify(done(await views.view(viewer, ticketNumber, 'it')));
    for (const viewer of [anna, flavia, house.town.fabio]) {
      expect(await seen(viewer)).not.toMatch(/Lina|poggi/);
      expect(await seen(viewer)).toContain('"followers":{"count":1,"people":[]}');
      const proof = done(await house.get(Proofs).of(viewer, ticketNumber));
      expect(JSON.stringify(proof)).not.toMatch(/Lina|poggi/);
    }
    expect(await seen(house.town.carla)).toContain('Lina Poggi');
    expect(await seen(house.town.carla)).not.toContain(LINA.email);
    const carla = await signedIn(house, 'carla');
    await carla.get(`/ufficio/segnalazioni/${ticketNumber}`);
    expect(carla.page).toContain('Lina Poggi, l•••@posta.example');
  });

  test('the button of a mail program ends it with one POST, without a cookie, from anywhere, however often', async () => {
    const { ticketNumber } = await file(house, HILL);
    const bodies = [
      'List-Unsubscribe=One-Click',
      ['--x', 'Content-Disposition: form-data; name="List-Unsubscribe"', '', 'One-Click', '--x--', ''].join('\r\n'), // prettier-ignore
    ];
    for (const [i, body] of bodies.entries()) {
      const email = `uno${i}@posta.example`;
      done(await add(ticketNumber, { name: 'Uno Due', email }));
      const [welcome] = await mails(email);
      const { pathname } = new URL(welcome?.unsubscribeUrl ?? '');
      expect(pathname).toBe(linkIn(welcome?.text ?? ''));
      const click = () =>
        request(house.app.getHttpServer())
          .post(pathname)
          .set('Sec-Fetch-Site', 'cross-site')
          .set('Origin', 'https://mail.example')
          .type(i === 0 ? 'application/x-www-form-urlencoded' : 'multipart/form-data; boundary=x')
          .send(body);
      for (const _ of [1, 2]) expect((await click()).status).toBe(204);
      const anybody = openBrowser(house.app);
      await anybody.get(pathname);
      expect(anybody.page).toContain('non è più seguita da qui');
    }
    const forged = `/servizi/seguite/${'a'.repeat(65)}`;
    const wrong = request(house.app.getHttpServer()).post(forged).send(bodies[0]);
    expect((await wrong).status).toBe(404);
  });

  test('opening the link changes nothing; the button ends it, erases name and address, and the chain stays whole', async () => {
    const { ticketNumber } = await file(house, HILL);
    const person = { name: 'Mauro Lecci', email: 'mauro.lecci@posta.example' };
    done(await add(ticketNumber, person));
    const [welcome] = await mails(person.email);
    const link = linkIn(welcome?.text ?? '');
    const anybody = openBrowser(house.app);
    for (const _ of [1, 2]) expect((await anybody.get(link)).status).toBe(200);
    expect(anybody.page).not.toMatch(/Mauro|lecci|Buca/);
    await record(ticketNumber, 'take-in-charge');
    expect(await mails(person.email)).toHaveLength(2);
    for (const _ of [1, 2]) expect((await anybody.post(link, {})).status).toBe(303);
    await anybody.get(link);
    expect(anybody.page).toContain('non è più seguita da qui');
    await record(ticketNumber, 'plan-inspection', { data: { plannedOn: '2026-10-08' } });
    expect(await mails(person.email)).toHaveLength(2);
    const { id } = await row(ticketNumber);
    const values = await house.reads.of(StepValue).findBy({ requestId: id });
    expect(JSON.stringify(values)).not.toMatch(/Mauro|lecci/);
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
    const forged = link.replace(/.(?=.{5}$)/, (one) => (one === 'A' ? 'B' : 'A')); // in the last character not every bit counts
    expect((await anybody.get(forged)).status).toBe(404);
  });

  test('the same address twice is once; not elsewhere, not by others, not after the end', async () => {
    const { ticketNumber } = await file(house, HILL);
    for (const email of [LINA.email, 'LINA.poggi@posta.example'])
      done(await add(ticketNumber, { ...LINA, email }));
    const view = done(await house.get(RequestViews).view(flavia, ticketNumber, 'it'));
    expect(view.followers.count).toBe(1);
    const { ticketNumber: elsewhere } = await file(house);
    expect(await add(elsewhere)).toMatchObject({ code: 'not-found' });
    expect(await add(ticketNumber, LINA, house.town.lia)).toMatchObject({ code: 'not-found' });
    const citizen: CitizenViewer = { kind: 'citizen', requestId: (await row(ticketNumber)).id, ticketNumber }; // prettier-ignore
    await steps.record(citizen, ticketNumber, 'withdraw');
    const told = await mails(LINA.email);
    expect(told.at(-1)?.kind).toBe('follower.step'); // that it has ended they hear, whoever ended it
    const other = { name: 'Mauro Lecci', email: 'mauro@posta.example' };
    expect(await add(ticketNumber, other)).toMatchObject({ reason: 'follower-after-end' });
  });

  test('who follows a report that was joined to another hears of that one, at each address once', async () => {
    const [first, second] = [(await file(house, HILL)).ticketNumber, (await file(house, HILL)).ticketNumber]; // prettier-ignore
    const both = { name: 'Ugo Salici', email: 'ugo.salici@posta.example' };
    const one = { name: 'Rita Ontani', email: 'rita.ontani@posta.example' };
    for (const ticketNumber of [first, second]) done(await add(ticketNumber, both));
    done(await add(second, one));
    for (const ticketNumber of [first, second]) await record(ticketNumber, 'take-in-charge');
    const data = { outcome: 'duplicate', duplicateOf: first, whatWasDone: WORDS, doneBy: 'Ufficio strade', citizenCan: WORDS }; // prettier-ignore
    await record(second, 'close-without-work', { data });
    const before = (await mails(both.email)).length;
    const joined = { ...data, outcome: 'answered', duplicateOf: undefined };
    await record(first, 'close-without-work', { data: joined });
    const heard = await mails(one.email);
    expect(heard.map(({ text }) => text.includes(first) && !text.includes(second))).toEqual(
      [false, false, false, true], // welcome, taken in charge, joined; the end of what it was joined to
    );
    expect(await mails(both.email)).toHaveLength(before + 1);
  });
});
