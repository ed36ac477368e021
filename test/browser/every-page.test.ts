import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { signIn } from './desk.js';
import { followTicket, type Receipt } from './filing.js';
import { theTown } from './town.js';
import { Visitor } from './visitor.js';

/** Who walks through the product, one after the other, from where signing in leads them. */
const PEOPLE = [
  'bruno',
  'carla',
  'gina',
  'hugo',
  'fabio',
  'ivo',
  'tommaso',
  'lia',
  'walter',
  'flavia',
];
/** Answers that are files and not pages. */
const IS_FILE = /\.(csv|xlsx|json|pdf|svg|eml|rdf|xml)(\?|$)|\/allegati\/|\/mesi\/[^/]+\/file\//;
/** Requests differ in what can be done with them: of each kind of page the first is opened as a person does, the others are only asked for. */
const EXAMPLES = 3;
const KINDS_AT_MOST = 200;

/** Every page that links lead to, each kind of page once: reached, without a fault, accessible at both widths. */
describe('every page', () => {
  const town = theTown();
  const looked = new Set<string>();
  let chromium: Browser;

  beforeAll(async () => {
    chromium = await openChromium();
  });
  afterAll(async () => {
    await chromium.close();
    process.stderr.write(
      `${[`${looked.size} kinds of page:`, ...[...looked].sort()].join('\n  ')}\n`,
    );
  });

  /** Follows links from page to page. What somebody else has looked at is not looked at again. */
  const walk = async (visitor: Visitor, start: string): Promise<void> => {
    const waiting = [start];
    const known = new Set(waiting);
    const opened = new Map<string, number>();
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const kind = kindOf(path);
      const examples = (opened.get(kind) ?? 0) + 1;
      if (examples > EXAMPLES) continue;
      opened.set(kind, examples);
      if (opened.size > KINDS_AT_MOST) throw new Error('the walk has no end');
      if (examples === 1) await visitor.open(path);
      if (!looked.has(kind)) await visitor.look();
      looked.add(kind);
      const links = examples === 1 ? await linksOf(visitor) : await visitor.ask(path);
      for (const next of pathsOf(links, town.address)) {
        if (!known.has(next)) waiting.push(next);
        known.add(next);
      }
    }
  };

  test('is looked at with open eyes: a picture without words, a pale text and a page too wide are found', async () => {
    const anybody = await Visitor.enter(chromium, town);
    await anybody.open('/');
    await anybody.page.evaluate(`document.querySelector('main').innerHTML =
      '<img src="/static/none.png"><p id="pale">pale</p><div id="wide">wide</div>';
      document.getElementById('pale').style.color = '#ddd';
      document.getElementById('wide').style.width = '2000px';`);
    await anybody.look();
    for (const sign of ['image-alt', 'color-contrast', 'wider than the window', 'answered 404'])
      expect(anybody.faults.join('\n')).toContain(sign);
    await anybody.leave();
  });

  test('that anybody may open', async () => {
    const anybody = await Visitor.enter(chromium, town);
    await walk(anybody, '/');
    expect(anybody.faults).toEqual([]);
    await anybody.leave();
  });

  test('of a ticket holder', async () => {
    const holder = await Visitor.enter(chromium, town);
    await followTicket(holder, exampleTicket(town.dataDir));
    await walk(holder, holder.path);
    expect(holder.faults).toEqual([]);
    await holder.leave();
  });

  test.each(PEOPLE)('of %s', async (name) => {
    const person = await Visitor.enter(chromium, town);
    await signIn(person, name);
    await walk(person, person.path);
    expect(person.faults).toEqual([]);
    await person.leave();
  });

  test('of statistics, as the mayor sees the whole town', async () => {
    const fabio = await Visitor.enter(chromium, town);
    await signIn(fabio, 'fabio');
    await fabio.open('/ufficio/statistiche');
    await fabio.look('statistics');
    expect(fabio.faults).toEqual([]);
    await fabio.leave();
  });

  test('in English', async () => {
    const tourist = await Visitor.enter(chromium, town);
    await tourist.open('/');
    await tourist.page.getByRole('button', { name: 'English' }).first().click();
    await tourist.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await tourist.page.getAttribute('html', 'lang')).toBe('en');
    await tourist.look();
    for (const path of ['/servizi/segnalazione-disservizio', '/servizi/segnalazioni', '/accedi']) {
      await tourist.open(path);
      await tourist.look();
    }
    expect(tourist.faults).toEqual([]);
    await tourist.leave();
  });

  test('that is not there, and one that needs signing in', async () => {
    const lost = await Visitor.enter(chromium, town);
    await lost.open('/non-esiste', 404);
    await lost.look();
    await lost.open('/ufficio');
    expect(lost.path).toMatch(/^\/accedi/);
    await lost.open('/servizi/segnalazioni/2020-000001-A');
    expect(lost.path).toMatch(/^\/servizi\/segnalazioni\?/);
    expect(lost.faults).toEqual([]);
    await lost.leave();
  });
});

/**
 * A path without what differs from one request, person, month or configured object to the next. The desk's list, which the statistics narrow
 * by every two of their dimensions, counts as narrowed by one.
 */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://town.example');
  const all = [...new Set(searchParams.keys())].sort();
  const names = pathname === '/ufficio' ? all.slice(-1) : all;
  return [
    pathname
      .replace(/\d{4}-\d{6}-\w/g, ':number')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
      .replace(/\/\d+(?=\/|$)/g, '/:n')
      .replace(/\/\d{4}-\d{2}(?=\/|$)/g, '/:month')
      .replace(/\/(impostazioni|enti|iter|regole|tipi)\/(?!nuov)[\w-]+/, '/$1/:code'),
    ...names,
  ].join(' ');
}

function linksOf({ page }: Visitor): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a[href]')].map((link) => link.href)`);
}

function pathsOf(links: readonly string[], address: string): string[] {
  return links
    .filter((href) => new URL(href).origin === address)
    .map((href) => href.slice(address.length).replace(/#.*$/, ''))
    .filter((path) => path !== '' && !IS_FILE.test(path));
}

function exampleTicket(dataDir: string): Receipt {
  return JSON.parse(readFileSync(join(dataDir, 'demo-ticket.json'), 'utf8')) as Receipt; // the demo's own file
}
