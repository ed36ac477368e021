import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import request from 'supertest';
import { Notice } from '../../src/notices/notice.entity.js';
import { Attachment } from '../../src/requests/attachments/attachment.entity.js';
import { ticketNumber } from '../../src/requests/filing/domain/ticket-number.js';
import { Settings } from '../../src/settings/settings.service.js';
import { newId } from '../../src/shared/ids.js';
import { encodeCursor } from '../../src/shared/keyset.js';
import { annasFiling, done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';
import { type Row, VISITORS, type VisitorName } from './route-matrix-rows.js';
import { TABLE } from './route-matrix-table.js';
import { openVisitor, type Ticket, type Visitor } from './route-matrix-visitors.js';

/** Right in form, never given out. */
const ABSENT = ticketNumber(2026, 999_999);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

describe('every route for every kind of visitor', () => {
  let house: House;
  let open: (who: VisitorName) => Promise<Visitor>;
  let visitors: Map<VisitorName, Visitor>;
  let params: Record<string, string>;
  beforeAll(async () => {
    house = await openHouse();
    await house.transactions.run(async (em) => {
      done(await house.get(Settings).set(em, 'filingsPerTenMinutes', 1000));
      done(await house.get(Settings).set(em, 'failuresPerClient', 1000));
    });
    const a = await file(house);
    const b = await file(house, { category: 'parks-green', answers: { kind: 'tree' } });
    params = await prepare(house, a);
    params['@notice'] = await noticeOfUnreachable(house);
    open = (who) => openVisitor(house, who, { a, b });
    visitors = new Map();
    for (const who of VISITORS) visitors.set(who, await open(who));
  }, 120_000);
  afterAll(() => house.close());

  const call = async ({ route, send }: Row, who: VisitorName, other: object = {}) => {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pathOf(pattern, { ...params, ...send.params, ...other }) + (send.query ?? '');
    const answer = await visitors.get(who)!.call({ method, path, sent: send });
    if (send.leaves) visitors.set(who, await open(who));
    return answer;
  };

  test('no route is missing from the table, and the table names no route that is gone', () => {
    expect(routesOf(house)).toEqual(TABLE.map(({ route }) => route).sort());
  });

  test.each(TABLE.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
    const got: Record<string, number> = {};
    for (const who of VISITORS) got[who] = (await call(row, who)).status;
    expect(got).toEqual(row.expected);
  });

  const pages = TABLE.filter(({ route, expected }) => route.startsWith('GET ') && seerOf(expected));
  test.each(pages.map((row) => [row.route, row] as const))(
    '%s: a forged cursor and odd words in the address break nothing',
    async (_route, row) => {
      const who = seerOf(row.expected) ?? 'nobody';
      for (const word of [encodeCursor(['x', 'y']), encodeCursor(['2026-11-01 (x)', newId()])]) {
        const query = `?${ASKED_FOR.map((name) => `${name}=${word}`).join('&')}`;
        const { status } = await call({ ...row, send: { ...row.send, query } }, who);
        expect({ word, isFault: status >= 500 }).toEqual({ word, isFault: false });
      }
    },
  );

  test('a NUL in a path is refused before anything reads it', async () => {
    for (const path of ['/servizi%00', '/api/v1/workflows/a%00b'])
      expect((await request(house.app.getHttpServer()).get(path)).status).toBe(400);
  });

  const aboutTickets = TABLE.filter(({ route }) => route.includes(':ticketNumber'));
  test.each(aboutTickets.map((row) => [row.route, row] as const))(
    '%s: what is not yours answers as what is not there',
    async (_route, row) => {
      for (const who of VISITORS.filter((name) => row.expected[name] === 404)) {
        const foreign = await call(row, who);
        const absent = await call(row, who, { ticketNumber: ABSENT });
        expect({ who, ...seenOf(absent) }).toEqual({ who, ...seenOf(foreign) });
      }
    },
  );

  test.each(aboutTickets.map((row) => [row.route, row] as const))(
    '%s: a number that was never given out is found by nobody',
    async (_route, row) => {
      const turnedAway = row.expected.nobody;
      const isHoldersPage = row.route.includes(' /servizi/');
      for (const who of VISITORS.filter((name) => ![401, 403].includes(row.expected[name]))) {
        const { status } = await call(row, who, { ticketNumber: ABSENT });
        const isTurnedAway = isHoldersPage || row.expected[who] === turnedAway;
        expect({ who, status }).toEqual({ who, status: isTurnedAway ? turnedAway : 404 });
      }
    },
  );
});

/** Words that lists read from their address. */
const ASKED_FOR = ['cursor', 'da', 'pagina', 'cerca', 'q', 'mese', 'ufficio', 'stato'];

/** Somebody who gets the page. */
function seerOf(expected: Row['expected']): VisitorName | undefined {
  return VISITORS.find((name) => expected[name] === 200);
}

/** Brings ticket A to where all who work on it can see it, with a file on it; answers what the routes' parameters stand for. */
async function prepare(house: House, a: Ticket): Promise<Record<string, string>> {
  const { record, view } = recorderOf(() => house);
  const { bruno, carla, tommaso } = house.town;
  const number = a.ticketNumber;
  await record(bruno, number, 'take-in-charge');
  await record(carla, number, 'authorise', { data: { amount: '900' } });
  const data = {
    partner: house.town.partnerId('luce-strade'),
    instructions: 'Riempire la buca con asfalto a freddo.',
  };
  await record(carla, number, 'assign-contractor', { data });
  await request(house.app.getHttpServer())
    .post(`/api/v1/requests/${number}/attachments`)
    .auth(number, a.password)
    .set('Idempotency-Key', newId())
    .attach('file', PDF, { filename: 'verbale.pdf', contentType: 'application/pdf' })
    .expect(201);
  const { tasks } = await view(tommaso, number);
  const attachment = await house.reads.of(Attachment).findOneByOrFail({});
  return { ticketNumber: number, id: attachment.id, taskId: tasks[0]?.id ?? '' };
}

/** Somebody without e-mail files: the front desk has to tell them. */
async function noticeOfUnreachable(house: House): Promise<string> {
  const { contacts } = annasFiling();
  await file(house, { contacts: { ...contacts, email: null, phone: '0000 555 701' } });
  return (await house.reads.of(Notice).findOneByOrFail({ kind: 'tell-citizen' })).id;
}

/** `GET /path/:parameter` of everything that Express would serve, whoever registered it. */
function routesOf(house: House): string[] {
  const { stack } = house.app.getHttpAdapter().getInstance().router as ExpressRouter; // no types for it
  return stack
    .flatMap(({ route }) =>
      Object.keys(route?.methods ?? {}).map((method) => `${method.toUpperCase()} ${route?.path}`),
    )
    .sort();
}

interface ExpressRouter {
  readonly stack: readonly {
    readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  }[];
}

function pathOf(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const given = params[name];
    const value = given?.startsWith('@') ? params[given] : given;
    if (value === undefined || value === '') throw new Error(`${pattern}: no value for :${name}`);
    return value;
  });
}

/** What a visitor can tell two answers apart by: all but the number that they asked for themselves, and what is new in every answer. */
function seenOf({ status, type, text }: Response): { status: number; type: string; text: string } {
  const same = text
    .replace(/\b\d{4}-\d{6}-[0-9A-Z]\b/g, 'NUMBER')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/name="_csrf" value="[^"]*"/g, 'TOKEN');
  return { status, type, text: same };
}
