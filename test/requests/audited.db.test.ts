import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { Audit } from '../../src/proof/audit.service.js';
import { ContactDesk } from '../../src/requests/contacts/contact-desk.service.js';
import { ContactOpening } from '../../src/requests/contacts/contact-opening.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('the audit list', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const about = async (ticketNumber: string) => {
    const entries = await house.reads.of(AuditEntry).find({ order: { seq: 'ASC' } });
    return entries
      .filter(({ data }) => (data as { request?: string }).request === ticketNumber)
      .map(({ event, accountId, data }) => ({ event, accountId, data }));
  };

  test('names who opened contacts and who made a new password, without a word of what they saw', async () => {
    const { ticketNumber } = await file(house);
    const { bruno, gina } = house.town;
    const opening = house.get(ContactOpening);
    const desk = house.get(ContactDesk);
    const key = newId();
    for (let i = 0; i < 2; i++)
      done(await opening.open(bruno, ticketNumber, 'Per il sopralluogo', key)); // sent twice, opened once
    const { password } = done(await desk.newPassword(gina, ticketNumber, newId()));
    const data = { request: ticketNumber };
    const entries = await about(ticketNumber);
    expect(entries).toEqual([
      { event: 'contacts-opened', accountId: bruno.accountId, data },
      { event: 'ticket-password-renewed', accountId: gina.accountId, data },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`Ferrini|sopralluogo|${password}`));
  });

  test('says nothing of what was refused', async () => {
    const { ticketNumber } = await file(house);
    const desk = house.get(ContactDesk);
    const opening = house.get(ContactOpening);
    await opening.open(house.town.elena, ticketNumber, 'Curiosità', newId());
    await opening.open(house.town.bruno, ticketNumber, '', newId());
    await desk.newPassword(house.town.bruno, ticketNumber, newId());
    expect(await about(ticketNumber)).toEqual([]);
  });

  test('names who emptied texts for good, and its chain is sound', async () => {
    const { ticketNumber } = await file(house);
    const { carla } = house.town;
    const correct = async (treatment: 'erase', seq: number) => {
      const { request } = done(await house.get(RequestViews).view(carla, ticketNumber, 'it'));
      const { version } = request;
      const reason = 'Contiene il nome di un vicino.';
      const correction = { seq, reason, treatment, version };
      return house.get(CorrectionDesk).correct(carla, ticketNumber, correction, newId());
    };
    done(await correct('erase', 1));
    expect(await about(ticketNumber)).toEqual([
      {
        event: 'texts-erased',
        accountId: carla.accountId,
        data: { request: ticketNumber, step: 1 },
      },
    ]);
    expect(await house.get(Audit).verifyAudit()).toMatchObject({ ok: true });
  });
});
