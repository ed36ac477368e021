import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Vault } from '../../src/config/vault.js';
import type { MailContent } from '../../src/deliveries/letter.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { Settings } from '../../src/settings/settings.service.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { isPageDue } from '../../src/statistics/domain/mailing-days.js';
import { MonthArchive } from '../../src/statistics/months/month-archive.service.js';
import { MonthPost } from '../../src/statistics/post/month-post.service.js';
import { type House, openHouse } from '../support/house.js';

describe('the month by mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-31T22:59:00Z' });
    const settings = house.get(Settings);
    await house.transactions.run(async (em) => {
      await settings.set(em, 'monthAddresses', ['direzione@rocca.example']);
      await settings.set(em, 'monthFormats', ['csv', 'pdf']);
    });
  });
  afterAll(() => house.close());

  const post = () => house.get(MonthPost).postDue(house.clock.now());
  const letters = async (kind: string) => {
    const rows = await house.reads.of(Delivery).findBy({ kind });
    const vault = house.get(Vault);
    return rows.map((row) => ({
      to: row.destination,
      content: JSON.parse(vault.open(row.sealedContent ?? '')) as MailContent, // our own
    }));
  };

  test('goes to the addresses of the settings as soon as it is published, once, as the files that were asked for', async () => {
    expect(await post()).toEqual([]);
    house.clock.set('2026-11-01T00:30:00Z');
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    expect(await post()).toEqual(['files']);
    expect(await post()).toEqual([]);
    const [letter, ...others] = await letters('month.files');
    expect([letter?.to, others.length]).toEqual(['direzione@rocca.example', 0]);
    expect(letter?.content.subject).toBe('Statistiche di ottobre 2026');
    expect(letter?.content.attachments?.map(({ name }) => name)).toEqual([
      'statistiche-2026-10.csv',
      'statistiche-2026-10.pdf',
    ]);
    expect(Buffer.from(letter!.content.attachments![1]!.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-'); // prettier-ignore
  });

  test('goes as one page to mayor, aldermen, directors and front desk, on the first working day: 2 November, for the first is a Sunday', async () => {
    expect(await letters('month.page')).toEqual([]);
    house.clock.set('2026-11-02T00:05:00Z');
    expect(await post()).toEqual(['page']);
    expect(await post()).toEqual([]);
    const sent = await letters('month.page');
    const roles = await house.reads.rows<{ n: number }>(
      `SELECT CAST(COUNT(*) AS INTEGER) AS n FROM accounts WHERE role_code IN ('mayor', 'alderman', 'director', 'front-desk') AND email IS NOT NULL`,
    );
    expect(sent).toHaveLength(roles[0]!.n);
    expect(sent[0]?.content.text).toContain('Non c’è ancora un mese precedente');
    expect(sent[0]?.content.attachments?.map(({ name }) => name)).toEqual([
      'statistiche-2026-10-pagina.pdf',
    ]);
  });

  test('each correction goes too, of older months as well, once each, in its order; what is long past does not, nor to an address that comes later', async () => {
    const revise = async (month: string, reason: string) => {
      const facts = house.reads.of(RequestFacts);
      const before = await facts.count();
      await house.get(ImportDesk).importRequests([{ sourceSystem: 'prova', sourceId: `${month}-${before}`, filedAt: new Date(`${month}-10T10:00:00Z`), closedAt: null, categoryCode: 'roads-signs', channel: 'phone', title: 'Una prova', stateCode: 'received', outcome: null, isWithdrawn: false }], 'prova'); // prettier-ignore
      const done = await house.get(MonthArchive).revise(monthOf(month), { by: 'Dario Neri', reason }); // prettier-ignore
      if (isRefusal(done)) throw new Error('refused');
    };
    const subjects = async () => (await letters('month.files')).map(({ content }) => content.subject).sort(); // prettier-ignore
    await house.get(MonthArchive).publish(monthOf('2026-08'));
    expect(await post()).toEqual([]);
    await revise('2026-08', 'Una scheda dimenticata.');
    house.clock.set('2026-12-10T08:00:00Z');
    await revise('2026-08', 'Una seconda scheda.');
    await revise('2026-10', 'Una scheda dimenticata.');
    expect(await post()).toEqual(['files', 'files']);
    expect(await post()).toEqual([]);
    expect(await subjects()).toEqual([
      'Statistiche di agosto 2026: revisione 3',
      'Statistiche di ottobre 2026',
      'Statistiche di ottobre 2026: revisione 2',
    ]);
    const settings = house.get(Settings);
    await house.transactions.run((em) => settings.set(em, 'monthAddresses', ['direzione@rocca.example', 'nuovo@rocca.example'])); // prettier-ignore
    expect(await post()).toEqual([]);
  });

  test('holidays are no working days', () => {
    const holidays = new Set(['2027-01-01', '2027-01-02', '2027-01-03']);
    const isWorkingDay = (date: string): boolean => !holidays.has(date);
    expect(isPageDue('2027-01-03', isWorkingDay)).toBe(false);
    expect(isPageDue('2027-01-04', isWorkingDay)).toBe(true);
    expect(isPageDue('2027-01-20', isWorkingDay)).toBe(true);
  });
});
