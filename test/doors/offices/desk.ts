import type { Response } from 'supertest';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import type { MailContent } from '../../../src/deliveries/letter.js';
import { newId } from '../../../src/shared/ids.js';
import type { House } from '../../support/house.js';
import { TOWN_PASSWORD } from '../../support/people.js';
import { Browser } from '../../web/browser.js';

type Fields = Record<string, string | readonly string[]>;
interface File {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** A person of the council at their desk: a browser without JavaScript that fills in the forms that the pages hold. */
export class Desk extends Browser {
  /** The page's text as a person reads it: entities resolved, markup gone, blanks collapsed. */
  get text(): string {
    return plain(this.page.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
  }

  /** What the form that posts to `action` (the last one, by default) carries unseen. */
  hidden(action?: string): Record<string, string> {
    const forms = [...this.page.matchAll(/<form method="post"[^>]*action="([^"]*)".*?<\/form>/gs)];
    const form = action ? forms.find((one) => plain(one[1] ?? '') === action) : forms.at(-1);
    const inputs = form?.[0].matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g) ?? [];
    return Object.fromEntries(
      [...inputs].map(([, name, value]) => [plain(name ?? ''), plain(value ?? '')]),
    );
  }

  /** Opens an action, fills it in, presses a button. */
  async act(path: string, fields: Fields = {}, button = 'registra'): Promise<Response> {
    await this.get(path);
    return this.send(path, fields, button);
  }

  /** Sends the form of the page that is open. */
  send(path: string, fields: Fields = {}, button = 'registra'): Promise<Response> {
    return this.post(path, { ...this.hidden(path), ...fields, vai: button });
  }

  sendWith(path: string, fields: Fields, files: readonly File[]): Promise<Response> {
    return this.upload(path, { ...this.hidden(path), ...fields, vai: 'registra' }, files);
  }
}

export async function seated(house: House, username: string, language?: string): Promise<Desk> {
  const desk = new Desk(house.app, language);
  await desk.get('/accedi');
  const answer = await desk.post('/accedi', { username, password: TOWN_PASSWORD, ritorno: '' });
  if (answer.status !== 303) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return desk;
}

export const at = (ticketNumber: string, rest = ''): string =>
  `/ufficio/segnalazioni/${ticketNumber}${rest}`;
export const action = (ticketNumber: string, code: string): string =>
  at(ticketNumber, `/azioni/${code}`);

/** The mails of a kind that are in the outbox, oldest first. */
export async function mails(house: House, kind: string): Promise<(MailContent & { to: string })[]> {
  const rows = await house.reads
    .of(Delivery)
    .find({ where: { kind, channel: 'email' }, order: { createdAt: 'ASC', id: 'ASC' } });
  const vault = house.get(Vault);
  return rows.map((row) => ({
    ...(JSON.parse(vault.open(row.sealedContent ?? '')) as MailContent),
    to: row.destination,
  }));
}

/** What somebody at the counter or on the phone says: complete, to be changed by the test. */
export function told(change: Fields = {}): Fields {
  return {
    kind: 'report',
    category: 'roads-signs',
    'answers.defect': 'pothole',
    title: 'Buca davanti alla scuola',
    description: 'Profonda, al centro della corsia.',
    'location.address': 'Via delle Reti 12',
    'citizen.firstName': 'Nilde',
    'citizen.lastName': 'Rocchi',
    'citizen.phone': '0000 555 333',
    notify: 'every-step',
    language: 'it',
    channel: 'phone',
    privacy: 'on',
    invio: newId(),
    ...change,
  };
}

export const numberIn = (page: string): string => /\d{4}-\d{6}-[0-9A-Z]/.exec(page)?.[0] ?? '';
/** The ticket password that a page shows, standing alone: one form key in fifty has three such groups in its middle. */
export const passwordIn = (page: string): string =>
  /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(page)?.[0] ?? '';

function plain(html: string): string {
  return html
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
