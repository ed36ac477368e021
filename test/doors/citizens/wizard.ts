import type { Response } from 'supertest';
import type { Browser } from '../../web/browser.js';

export const FILING = '/servizi/segnalazione-disservizio/nuova';
export const DATA = `${FILING}/dati`;
export const SUMMARY = `${FILING}/riepilogo`;

type Fields = Record<string, string>;

/** What Anna types in the second step, unless the test says otherwise. */
export function annasForm(change: Fields = {}): Fields {
  return {
    kind: 'report',
    category: 'roads-signs',
    'answers.defect': 'pothole',
    title: 'Buca profonda davanti al civico 12',
    description: 'Una buca larga mezzo metro,\npericolosa per le biciclette.',
    'location.address': 'Via delle Reti 12',
    'citizen.firstName': 'Anna',
    'citizen.lastName': 'Ferrini',
    reachedBy: 'email',
    'citizen.email': 'anna.ferrini@posta.example',
    notify: 'every-step',
    language: 'it',
    ...change,
  };
}

/** The value of a hidden field of the page that the browser shows. */
export function hidden(browser: Browser, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(browser.page)?.[1] ?? '';
}

/** Through the privacy notice to the form. */
export async function begin(browser: Browser): Promise<Response> {
  await browser.get(FILING);
  return browser.follow(await browser.post(FILING, { privacy: 'on' }));
}

/** Sends the second step with a button; follows where it leads. */
export async function press(
  browser: Browser,
  fields: Fields,
  button = 'avanti',
): Promise<Response> {
  const answer = await browser.upload(
    DATA,
    { ...fields, bozza: hidden(browser, 'bozza'), vai: button },
    [],
  );
  return answer.status === 303 ? browser.follow(answer) : answer;
}

/** From the summary to the confirmation. */
export async function send(browser: Browser): Promise<Response> {
  const answer = await browser.post(SUMMARY, { bozza: hidden(browser, 'bozza') });
  return answer.status === 303 ? browser.follow(answer) : answer;
}

/** Files, and leaves the browser at the confirmation. */
export async function fileInBrowser(
  browser: Browser,
  change: Fields = {},
): Promise<{ ticketNumber: string; password: string }> {
  await begin(browser);
  await press(browser, annasForm(change));
  await send(browser);
  return shownTicket(browser);
}

export function shownTicket(browser: Browser): { ticketNumber: string; password: string } {
  const ticketNumber = /<dd>(\d{4}-\d{6}-[0-9A-Z])<\/dd>/.exec(browser.page)?.[1] ?? '';
  const password = /<dd id="password">([^<]+)<\/dd>/.exec(browser.page)?.[1] ?? '';
  return { ticketNumber, password };
}
