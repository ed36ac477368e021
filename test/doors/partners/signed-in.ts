import type { House } from '../../support/house.js';
import { TOWN_PASSWORD } from '../../support/people.js';
import { type Browser, openBrowser } from '../../web/browser.js';

/** A browser in which this person has signed in. */
export async function signedIn(house: House, username: string): Promise<Browser> {
  const browser = openBrowser(house.app);
  await browser.get('/accedi');
  const answer = await browser.post('/accedi', { username, password: TOWN_PASSWORD, ritorno: '' });
  if (answer.status !== 303) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return browser;
}

/** The value of a hidden field of the page, as a browser would send it back. */
export function hidden(browser: Browser, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(browser.page)?.[1];
  if (value === undefined) throw new Error(`no field ${name} in the page`);
  return value;
}
