import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The two widths that every page is looked at. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1366, height: 900 },
} as const;
export type Size = (typeof SIZES)[keyof typeof SIZES];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Runs in the page. Each violation as one line: rule, what it asks, the first elements that break it. */
const RUN_AXE = `axe.run(document, ${JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })})
  .then(({ violations }) => violations.map(({ id, help, nodes }) =>
    id + ' (' + help + '): ' + nodes.slice(0, 3).map(({ target, any, all, none }) =>
      target.join(' ') + [...any, ...all, ...none].slice(0, 1).map(({ message }) => ' [' + message + ']').join('')).join('; ')
      + (nodes.length > 3 ? ' and ' + (nodes.length - 3) + ' more' : '')))`;
/** Nothing but a table's own frame or a map may be wider than the window (WCAG 2.1, 1.4.10). */
const OVERFLOW = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** What is wrong with the page as it stands, a line each: broken rules of accessibility, and a page wider than its window. */
export async function inspect(page: Page): Promise<string[]> {
  await page.waitForLoadState('load');
  if (!(await page.evaluate<boolean>(`typeof axe === 'object'`))) await page.evaluate(AXE);
  const violations = await page.evaluate<string[]>(RUN_AXE);
  const tooWide = await page.evaluate<number>(OVERFLOW);
  return tooWide > 0 ? [...violations, `${tooWide} px wider than the window`] : violations;
}
