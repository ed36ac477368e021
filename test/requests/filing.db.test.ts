import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Vault } from '../../src/config/vault.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { TicketAccess } from '../../src/requests/contacts/ticket-access.service.js';
import { FilingDesk } from '../../src/requests/filing/filing-desk.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { annasFiling, done, file, NOBODY } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('filing', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('twenty sendings of the same filing at once make one request and one answer', async () => {
    const key = newId();
    const before = await house.reads.of(ServiceRequest).count();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => house.get(FilingDesk).file(NOBODY, annasFiling(), key)),
    );
    const numbers = new Set(answers.map((answer) => done(answer).ticketNumber));
    const passwords = new Set(answers.map((answer) => done(answer).password));
    expect(numbers.size).toBe(1);
    expect(passwords.size).toBe(1);
    expect(await house.reads.of(ServiceRequest).count()).toBe(before + 1);
  });

  test('the same key with another text is refused, and files nothing', async () => {
    const key = newId();
    done(await house.get(FilingDesk).file(NOBODY, annasFiling(), key));
    const again = await house
      .get(FilingDesk)
      .file(NOBODY, annasFiling({ title: 'Un altro titolo' }), key);
    expect(again).toMatchObject({ code: 'key-reused' });
  });

  test('a hundred different filings at once get a hundred different numbers without a gap', async () => {
    const filed = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        house.get(FilingDesk).file(NOBODY, annasFiling({ title: `Buca numero ${i}` }), newId()),
      ),
    );
    const running = filed
      .map((one) => Number(done(one).ticketNumber.slice(5, 11)))
      .sort((a, b) => a - b);
    expect(new Set(running).size).toBe(100);
    expect((running.at(-1) ?? 0) - (running[0] ?? 0)).toBe(99);
  });

  test('the password of the receipt opens the request, as people type it; another does not', async () => {
    const { ticketNumber, password } = await file(house);
    const access = house.get(TicketAccess);
    expect(
      await access.byPassword(
        ticketNumber.toLowerCase(),
        ` ${password.toLowerCase().replace(/-/g, ' ')} `,
      ),
    ).not.toBeNull();
    expect(await access.byPassword(ticketNumber, 'AAAA-BBBB-CCCC')).toBeNull();
    expect(await access.byPassword('2026-999999-0', password)).toBeNull();
  });

  test('a category that goes straight to a partner opens its task at once, and the first letter says to whom', async () => {
    const filed = await file(house, {
      category: 'street-lighting',
      answers: { 'live-cable': 'no', 'how-many': 'one' },
      title: 'Lampione spento',
    });
    expect(filed.sentTo).toHaveLength(1);
    const { tommaso } = house.town; // whose agreement shows no personal data
    const seen = done(await house.get(RequestViews).view(tommaso, filed.ticketNumber, 'it'));
    expect(seen.tasks).toMatchObject([{ state: 'offered', partnerId: tommaso.partnerId }]);
    expect(seen.citizen).toBeNull();
    const request = await house.reads
      .of(ServiceRequest)
      .findOneByOrFail({ ticketNumber: filed.ticketNumber });
    const letter = await house.reads
      .of(Delivery)
      .findOneByOrFail({ subject: request.id, kind: 'received' });
    const text = house.get(Vault).open(letter.sealedContent ?? '');
    expect(text).toContain(filed.sentTo[0]);
    expect(text).toContain(filed.password);
  });

  test('who has no e-mail address is told by the front desk: an item with the very words waits for them', async () => {
    const contacts = { ...annasFiling().contacts, email: null, phone: '0000555701' };
    const { ticketNumber, password } = await file(house, { contacts });
    const notices = await house.reads.of(Notice).find({ where: { kind: 'tell-citizen' } });
    const mine = notices.find((notice) => notice.data['number'] === ticketNumber);
    expect(mine?.roleCode).toBe('front-desk');
    expect(house.get(Vault).open(mine?.sealedText ?? '')).toContain(password);
  });

  test('every fault is answered at its field, all at once', async () => {
    const answer = await house.get(FilingDesk).file(
      NOBODY,
      annasFiling({
        title: '',
        description: 'x'.repeat(5_000),
        location: { latitude: 45.4, longitude: 9.2 },
        contacts: { ...annasFiling().contacts, lastName: null },
      }),
      newId(),
    );
    expect(isRefusal(answer) && answer.errors.map((error) => [error.field, error.code])).toEqual(
      expect.arrayContaining([
        ['title', 'required'],
        ['description', 'too-long'],
        ['location', 'outside-town'],
        ['citizen.lastName', 'required'],
      ]),
    );
  });

  test('an emergency stops the filing and names the number to call', async () => {
    const answer = await house
      .get(FilingDesk)
      .file(
        NOBODY,
        annasFiling({ category: 'street-lighting', answers: { 'live-cable': 'yes' } }),
        newId(),
      );
    expect(answer).toMatchObject({ code: 'stopped' });
    expect(isRefusal(answer) && answer.data['stop']).toMatchObject({ phone: expect.any(String) });
  });

  test('a helper files with the citizen present: the step carries both names and the organisation', async () => {
    const { hugo, bruno } = house.town;
    const { ticketNumber } = await file(house, { channel: 'helper' }, hugo);
    const seen = done(await house.get(RequestViews).view(bruno, ticketNumber, 'it'));
    expect(seen.steps[0]?.actor).toMatchObject({
      kind: 'office',
      name: hugo.name,
      office: expect.stringContaining('Aiuto'),
    });
    expect(seen.citizen?.name).toBe('Anna Ferrini');
  });

  test('the year of the number is the year of Rome, not of Greenwich', async () => {
    const later = await openHouse({ now: '2026-12-31T23:30:00Z' });
    try {
      expect((await file(later)).ticketNumber).toMatch(/^2027-000001-/);
    } finally {
      await later.close();
    }
  });
});
