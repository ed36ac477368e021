import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import type { House } from '../../support/house.js';
import { openOctober } from './october.js';

const PAGES = ['/ufficio/statistiche?fino=2026-10', '/ufficio/statistiche/mesi/2026-10'];

describe('the numbers of a published month, months later', () => {
  let house: House;
  let fabio: Desk;
  beforeAll(async () => {
    const october = await openOctober();
    house = october.house;
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    await october.workOn();
    await house.get(MonthArchive).publish(monthOf('2026-11'));
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const plain = (html: string) => html.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
  const numbersOn = async (page: string): Promise<(readonly [string, number])[]> => {
    await fabio.get(page);
    const links = plain(fabio.page).matchAll(/<a href="(\/ufficio\?[^"]*)">(\d+)<\/a>/g);
    return [...links].map(([, href = '', count]) => [href, Number(count)] as const);
  };
  const listed = async (href: string): Promise<number> => {
    await fabio.get(href);
    return new Set(fabio.page.match(/segnalazioni\/\d{4}-\d{6}-\w/g)).size;
  };

  test.each(PAGES)(
    'on %s every number opens its list, and one that has another size today says so in one sentence',
    async (page) => {
      let differing = 0;
      for (const [href, count] of await numbersOn(page)) {
        const now = await listed(href);
        const sentence = `La statistica ne contava ${count}; oggi, con le segnalazioni come stanno adesso e ciascuna elencata una volta sola, sono ${now}`;
        expect([href, fabio.text.includes(sentence)]).toEqual([href, now !== count]);
        differing += now === count ? 0 : 1;
      }
      expect(differing).toBeGreaterThan(3);
    },
  );

  test.each(PAGES)(
    'on %s what was open at its end is listed by the states and levels of that day',
    async (page) => {
      // prettier-ignore
      const stock = (await numbersOn(page)).filter(([href]) => href.includes('aperta-il=2026-10-31'));
      expect(stock.filter(([href]) => /stato=|livello=/.test(href)).length).toBeGreaterThan(5);
      for (const [href, count] of stock) expect([href, await listed(href)]).toEqual([href, count]);
    },
  );

  test('the sentence is for whoever comes from a number: no other number is believed, and a list without one says nothing', async () => {
    for (const asked of [
      '',
      '&contate=',
      '&contate=abc',
      '&contate=-1',
      '&contate=1e3',
      '&contate=99999999',
    ]) {
      // prettier-ignore
      await fabio.get(`/ufficio?fase=tutte&dal=2026-10-01&al=2026-10-31${asked}`);
      expect(fabio.text).not.toContain('La statistica ne contava');
    }
  });

  test('days, term and satisfaction open the cases that they are made of', async () => {
    await fabio.get('/ufficio/statistiche?fino=2026-10');
    const tiles = [...plain(fabio.page).matchAll(/<dd class="stat-value"><a href="([^"]*)"/g)].map(([, href = '']) => href); // prettier-ignore
    expect(tiles).toHaveLength(7); // nobody rated
    for (const href of tiles) expect([href, String(await listed(href))]).toEqual([href, /contate=(\d+)/.exec(href)?.[1]]); // prettier-ignore
    expect(tiles.map((href) => /(durata|casi)=(\w+)/.exec(href)?.[2]).slice(3)).toEqual(['firstAnswer', 'closure', 'inTerm', 'online']); // prettier-ignore
    await fabio.get('/ufficio?casi=inTerm~2026-10-01~2026-10-31');
    expect(fabio.text).toContain('01/10/2026–31/10/2026');
    await fabio.get('/ufficio?casi=late~2026-10-01~2026-10-31');
    expect(fabio.page).not.toContain('desk-chips');
  });

  test.each([
    '',
    '&voce=state.taken-in-charge',
    '&voce=state.closed',
    '&voce=level.supervisor',
    '&voce=outcome.refused',
  ])(
    'month by month every row adds up (%s): what was open, received, reopened and moved, less closed and withdrawn, is open at the end',
    async (slice) => {
      await fabio.get(`/ufficio/statistiche?fino=2026-11${slice}`);
      const [, table = ''] = fabio.page.split('Mese per mese</h2>');
      const rows = table.slice(0, table.indexOf('</table>')).match(/<tr[^]*?<\/tr>/g)!.slice(1).map(cells); // prettier-ignore
      expect(rows).toHaveLength(13);
      for (const [
        start = 0,
        received = 0,
        reopened = 0,
        moved = 0,
        closed = 0,
        withdrawn = 0,
        end,
      ] of rows)
        expect(start + received + reopened + moved - closed - withdrawn).toBe(end);
      rows.slice(1, 12).forEach(([start], i) => expect(start).toBe(rows[i]![6]));
      const moved = rows.map((row) => row[3]!);
      expect(moved.some((one) => one !== 0)).toBe(slice !== '');
    },
  );
});

/** The numbers of a row, without its heading. */
function cells(row: string): number[] {
  return [...row.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, html = '']) => Number(html.replace(/<[^>]*>/g, '').trim().replace('\u2212', '-'))); // prettier-ignore
}
