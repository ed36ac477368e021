import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { signIn } from './desk.js';
import { followTicket, type Receipt } from './filing.js';
import { theTown } from './town.js';
import { Visitor } from './visitor.js';

/** Who walks through the product, one after the other, and where each begins. */
const WALKS: readonly (readonly [name: string, start: string])[] = [
  ['bruno', '/ufficio'],
  ['carla', '/ufficio'],
  ['gina', '/ufficio'],
  ['hugo', '/ufficio'],
  ['fabio', '/ufficio'],
  ['ivo', '/ufficio'],
  ['tommaso', '/ente'],
  ['lia', '/ente'],
];
/** Answers that are files and not pages. */
const IS_FILE = /\.(csv|xlsx|json|pdf|svg|eml)(\?|$)|\/allegati\//;
const PAGES_AT_MOST = 60;

/** Every page that links lead to, each kind of page once: reached, without a fault, accessible at both widths. */
describe('every page', () => {
  const town = theTown();
  const walked = new Map<string, Set<string>>();
  let chromium: Browser;

  beforeAll(async () => {
    chromium = await openChromium();
  });
  afterAll(async () => {
    await chromium.close();
    for (const [name, kinds] of walked) process.stderr.write(`${name}: ${kinds.size} pages\n`);
  });

  /** Follows links from page to page; a kind of page that somebody of the same door has walked is not walked again. */
  const walk = async (visitor: Visitor, start: string, door: string): Promise<void> => {
    const seen = walked.get(door) ?? new Set<string>();
    walked.set(door, seen);
    const waiting = [start];
    const known = new Set(waiting.map(kindOf));
    let count = 0;
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (++count > PAGES_AT_MOST) throw new Error(`more than ${PAGES_AT_MOST} kinds of page`);
      await visitor.open(path);
      if (!seen.has(kindOf(path))) await visitor.look(pictureOf(path));
      seen.add(kindOf(path));
      for (const next of await linksOf(visitor, town.address)) {
        if (known.has(kindOf(next)) || (seen.has(kindOf(next)) && next !== start)) continue;
        known.add(kindOf(next));
        waiting.push(next);
      }
    }
  };

  test('that anybody may open', async () => {
    const anybody = await Visitor.enter(chromium, town);
    await walk(anybody, '/', 'nobody');
    expect(anybody.faults).toEqual([]);
    await anybody.leave();
  });

  test('of a ticket holder', async () => {
    const holder = await Visitor.enter(chromium, town);
    await followTicket(holder, exampleTicket(town.dataDir));
    await walk(holder, holder.path, 'holder');
    expect(holder.faults).toEqual([]);
    await holder.leave();
  });

  test.each(WALKS)('of %s', async (name, start) => {
    const person = await Visitor.enter(chromium, town);
    await signIn(person, name);
    await walk(person, start, start);
    expect(person.faults).toEqual([]);
    await person.leave();
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

/** A path without what differs from one request, person or month to the next. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://town.example');
  const names = [...searchParams.keys()].sort();
  return [
    pathname
      .replace(/\d{4}-\d{6}-\w/g, ':number')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
      .replace(/\/\d+(?=\/|$)/g, '/:n'),
    ...names,
  ].join(' ');
}

function pictureOf(path: string): string | undefined {
  return path.startsWith('/ufficio/statistiche') ? 'statistics' : undefined;
}

async function linksOf(visitor: Visitor, address: string): Promise<string[]> {
  const hrefs = await visitor.page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href]')].map((link) => link.href)`,
  );
  return hrefs
    .filter((href) => new URL(href).origin === address)
    .map((href) => href.slice(address.length).replace(/#.*$/, ''))
    .filter((path) => path !== '' && !IS_FILE.test(path));
}

function exampleTicket(dataDir: string): Receipt {
  return JSON.parse(readFileSync(join(dataDir, 'demo-ticket.json'), 'utf8')) as Receipt; // the demo's own file
}
