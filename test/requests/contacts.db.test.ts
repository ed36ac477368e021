import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ContactDesk } from '../../src/requests/contacts/contact-desk.service.js';
import { ContactOpening } from '../../src/requests/contacts/contact-opening.service.js';
import { TicketAccess } from '../../src/requests/contacts/ticket-access.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('contacts of a citizen', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('are masked for offices until somebody opens them, and the person sees who did and why', async () => {
    const { ticketNumber, password } = await file(house);
    const before = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    expect(before.citizen?.masked.email).toBe('a•••@posta.example');
    const opened = done(
      await house
        .get(ContactOpening)
        .open(house.town.bruno, ticketNumber, 'Per fissare il sopralluogo', newId()),
    );
    expect(opened.contacts?.email).toBe('anna.ferrini@posta.example');
    const citizen = await house.get(TicketAccess).byPassword(ticketNumber, password);
    const seen = done(
      await house.get(RequestViews).view(citizen ?? { kind: 'nobody' }, ticketNumber, 'it'),
    );
    expect(seen.steps.at(-1)).toMatchObject({
      action: 'open-contacts',
      note: 'Per fissare il sopralluogo',
      actor: { name: house.town.bruno.name },
    });
  });

  test('are not loaded at all for alderman, mayor and partners', async () => {
    const { ticketNumber } = await file(house);
    for (const viewer of [house.town.elena, house.town.fabio]) {
      const view = done(await house.get(RequestViews).view(viewer, ticketNumber, 'it'));
      expect(view.citizen).toBeNull();
      expect(JSON.stringify(view)).not.toContain('Ferrini');
      expect(
        await house.get(ContactOpening).open(viewer, ticketNumber, 'curiosità', newId()),
      ).toMatchObject({ code: 'not-allowed' });
    }
  });

  test('a new password voids the old one at once', async () => {
    const { ticketNumber, password } = await file(house);
    const renewed = done(
      await house.get(ContactDesk).newPassword(house.town.gina, ticketNumber, newId()),
    );
    const access = house.get(TicketAccess);
    expect(await access.byPassword(ticketNumber, password)).toBeNull();
    expect(await access.byPassword(ticketNumber, renewed.password)).not.toBeNull();
  });
});
