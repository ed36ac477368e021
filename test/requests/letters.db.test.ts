import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Vault } from '../../src/config/vault.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { ruleName } from '../../src/requests/steps/domain/rule-name.js';
import { mailOf, record, requestOf } from '../feedback/closed-request.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('what letters call things', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('the system is named by the council’s own words for its rule, not by codes', async () => {
    const answers = { 'burst-main': 'no' };
    const { ticketNumber } = await file(house, { category: 'water-flooding', answers });
    const mail = await mailOf(house, ticketNumber, 'task.offered');
    expect(mail).toContain('procedura automatica (Acqua e fognature vanno ad Acque Costiere)');
    expect(mail).not.toMatch(/fault \d|water-to-utility/);
    expect(ruleName('fault 2: task.done (Ivo Greco)')).toBeNull();
    expect(ruleName('fault 1: lamps: I lampioni vanno alla ditta (Ivo Greco)')).toBe('I lampioni vanno alla ditta'); // prettier-ignore
  });

  test('the subject of a citizen’s mail says what happened', async () => {
    const { ticketNumber } = await file(house);
    await record(house, ticketNumber, 'take-in-charge');
    const subject = (await requestOf(house, ticketNumber)).id;
    const { sealedContent } = await house.reads.of(Delivery).findOneByOrFail({ subject, kind: 'step' }); // prettier-ignore
    const sent = JSON.parse(house.get(Vault).open(sealedContent ?? '')) as { subject: string };
    expect(sent.subject).toBe(`Segnalazione ${ticketNumber}: Presa in carico dall’ufficio`);
  });

  test('whose language has no texts here is answered in Italian, dates and all', async () => {
    const { ticketNumber } = await file(house, { language: 'de' });
    const mail = await mailOf(house, ticketNumber, 'received');
    expect(mail).toContain('novembre 2026');
    expect(mail).not.toMatch(/November|Uhr/);
  });
});
