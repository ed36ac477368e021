import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import type { ImportedRequest } from '../../../src/requests/importing/imported-request.js';
import { DIMENSIONS } from '../../../src/statistics/domain/figures.js';
import { type Desk, seated } from '../../doors/offices/desk.js';

import { type House, openHouse } from '../../support/house.js';

const NOW = '2026-10-20T09:00:00Z';

describe('the breakdowns of a dashboard that is narrowed', () => {
  let house: House;
  let fabio: Desk;
  beforeAll(async () => {
    house = await openHouse({ now: NOW });
    await house.get(ImportDesk).importRequests(
      [
        ...filed(4, 'roads-signs', '2026-09-07T07:00:00Z'),
        ...filed(2, 'roads-signs', '2026-10-05T15:00:00Z', 'counter'),
        ...filed(3, 'parks-green', '2026-10-06T15:00:00Z'),
        ...filed(2, 'roads-signs', '2026-08-03T09:00:00Z').map((one) => ({ ...one, closedAt: new Date('2026-09-03T09:00:00Z'), stateCode: 'closed', outcome: 'repaired' })), // prettier-ignore
      ],
      'prova',
    );
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const breakdowns = (): string[] => fabio.page.match(/<details class="stat-shares[^]*?<\/details>/g) ?? []; // prettier-ignore
  /** The numbers of the breakdowns, by the list that each opens. */
  const linked = (): Map<string, number> => {
    const found = breakdowns()
      .join('')
      .matchAll(/<a href="(\/ufficio\?[^"]*)">(\d+)<\/a>/g);
    return new Map([...found].map(([, href = '', count]) => [plain(href), Number(count)]));
  };
  const sums = (): string[] =>
    breakdowns().map((html) =>
      (/<tfoot>([^]*?)<\/tfoot>/.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()); // prettier-ignore

  test.each([
    ['one value', 'voce=category.roads-signs', 8],
    ['two values', 'voce=category.roads-signs&voce=channel.phone', 6],
    ['a value and a missing one', 'voce=category.roads-signs&voce=area.', 8],
  ])(
    'narrowed to %s every dimension is there, adds up, and each number opens the list of what it counts',
    async (_, slices, received) => {
      await fabio.get(`/ufficio/statistiche?fino=2026-10&${slices}`);
      const told = breakdowns().length;
      expect(told + (fabio.page.match(/nessuna segnalazione nei dodici mesi/g)?.length ?? 0)).toBe(DIMENSIONS.length); // prettier-ignore
      expect(told).toBeGreaterThan(9);
      for (const sum of sums()) expect(sum).toMatch(new RegExp(`^Totale ${received} `));
      const links = linked();
      expect(links.size).toBeGreaterThan(20);

      for (const [href, count] of links) {
        await fabio.get(href);
        const listed = new Set(fabio.page.match(/segnalazioni\/2026-\d{6}-\w/g)).size;
        expect([href, listed]).toEqual([href, count]);
      }
    },
  );

  test('the chosen part is told to be counted as it is now, and what was open when a month ended has its list', async () => {
    await fabio.get('/ufficio/statistiche?fino=2026-10');
    expect(fabio.text).not.toContain('come sono adesso');
    await fabio.get('/ufficio/statistiche?fino=2026-10&voce=category.roads-signs');
    expect(fabio.text).toContain('contano le segnalazioni della parte scelta come sono adesso');
    await fabio.get('/ufficio/statistiche?fino=2026-09&voce=category.roads-signs');
    expect(plain(fabio.page)).toContain('aperta-il=2026-09-30&tipo=roads-signs');
    await fabio.post('/lingua', { lingua: 'en' });
    await fabio.get('/ufficio/statistiche?fino=2026-09&voce=category.roads-signs');
    expect(fabio.text).toContain(
      'The tables count the requests of the chosen part as they are now',
    );
  });

  test('ages, hours and the map of the chosen part open its own lists', async () => {
    await fabio.get('/ufficio/statistiche?fino=2026-10&voce=category.parks-green');
    const lists = [...plain(fabio.page).matchAll(/<a href="(\/ufficio\?[^"]*)">/g)].map(
      ([, href]) => href ?? '',
    );
    expect(lists.length).toBeGreaterThan(20);
    for (const href of lists) expect(href).toContain('tipo=parks-green');
  });
});

function plain(html: string): string {
  return html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
}

function filed(
  count: number,
  categoryCode: string,
  at: string,
  channel: ImportedRequest['channel'] = 'phone',
): ImportedRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ sourceSystem: 'prova', sourceId: `${categoryCode}-${at}-${i}`, filedAt: new Date(at) },
    ...{ closedAt: null, categoryCode, channel, title: 'Una prova', stateCode: 'received' },
    ...{ outcome: null, isWithdrawn: false },
  }));
}
