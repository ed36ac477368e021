import type { Response } from 'supertest';
import request from 'supertest';
import { Tokens } from '../../src/accounts/tokens.service.js';
import type { Filed } from '../../src/requests/filing/filing-command.js';
import { takesTokens } from '../../src/web/request/token-paths.js';
import { newId } from '../../src/shared/ids.js';
import { done } from '../support/filings.js';
import type { House } from '../support/house.js';
import { TOWN_PASSWORD } from '../support/people.js';
import { type Browser, openBrowser } from '../web/browser.js';
import type { Sent, VisitorName } from './route-matrix-rows.js';

/** A proved ticket: what a citizen has in hand. */
export type Ticket = Pick<Filed, 'ticketNumber' | 'password'>;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly sent: Sent;
}

/** Somebody at the door: a browser with a cookie for pages, an `Authorization` header for the API. */
export interface Visitor {
  call(call: Call): Promise<Response>;
}

const USERNAMES: Partial<Record<VisitorName, string>> = {
  operator: 'bruno',
  foreignOperator: 'nadia',
  supervisor: 'carla',
  director: 'dario',
  alderman: 'elena',
  mayor: 'fabio',
  frontDesk: 'gina',
  helper: 'hugo',
  administrator: 'ivo',
  partner: 'tommaso',
  foreignPartner: 'walter',
  school: 'lia',
};
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** One visitor, signed in as they would be. */
export async function openVisitor(
  house: House,
  name: VisitorName,
  tickets: { a: Ticket; b: Ticket },
): Promise<Visitor> {
  const browser = openBrowser(house.app);
  const ticket = name === 'holderA' ? tickets.a : name === 'holderB' ? tickets.b : undefined;
  const username = USERNAMES[name];
  if (ticket)
    await browser.post('/servizi/segnalazioni/accedi', {
      ticketNumber: ticket.ticketNumber,
      password: ticket.password,
    });
  if (username) await browser.post('/accedi', { username, password: TOWN_PASSWORD });
  const header = ticket ? basic(ticket) : username ? await bearer(house, username) : undefined;
  return visitorWith(house, browser, header);
}

function visitorWith(house: House, browser: Browser, header: string | undefined): Visitor {
  return {
    call: (call) =>
      takesTokens(call.path) ? callApi(house, call, header) : callPage(browser, call),
  };
}

async function callPage(browser: Browser, { method, path, sent }: Call): Promise<Response> {
  if (method === 'GET') return browser.get(path);
  const fields = sent.body as Record<string, string> | undefined; // what a form of the table says
  if (!sent.file) return browser.post(path, fields);
  return browser.upload(path, fields ?? {}, [
    { field: sent.file, name: 'verbale.pdf', bytes: PDF, type: 'application/pdf' },
  ]);
}

async function callApi(
  house: House,
  { method, path, sent }: Call,
  header: string | undefined,
): Promise<Response> {
  const agent = request(house.app.getHttpServer());
  const call = method === 'GET' ? agent.get(path) : agent.post(path);
  call.set('Accept-Encoding', 'identity'); // see the browser
  if (header) call.set('Authorization', header);
  if (method === 'GET') return call;
  call.set('Idempotency-Key', newId());
  if (sent.file)
    return call.attach(sent.file, PDF, {
      filename: 'verbale.pdf',
      contentType: 'application/pdf',
    });
  return call.send(sent.body ?? {});
}

export async function bearer(house: House, username: string): Promise<string> {
  return `Bearer ${done(await house.get(Tokens).createFor(username, null)).token}`;
}

function basic({ ticketNumber, password }: Ticket): string {
  return `Basic ${Buffer.from(`${ticketNumber}:${password}`).toString('base64')}`;
}
