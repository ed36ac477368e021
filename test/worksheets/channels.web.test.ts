import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Vault } from '../../src/config/vault.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { ReplyAddresses } from '../../src/deliveries/inbound/reply-addresses.js';
import { MailIntake } from '../../src/doors/mailbox/mail-intake.service.js';
import { newId } from '../../src/shared/ids.js';
import { SheetReadings } from '../../src/worksheets/intake/sheet-readings.service.js';
import { Worksheet } from '../../src/worksheets/worksheet.entity.js';
import { type House, openHouse } from '../support/house.js';
import { bearer } from '../access/route-matrix-visitors.js';
import { signedIn } from '../doors/partners/signed-in.js';

const SHEET = 'Palo;Data;Operatore\nPL-0001;06/09/2026;17\nPL-0002;07/09/2026;17\n';
const BROKEN = 'Palo;Data;Operatore\nPL-0001;31/02/2026;17\n';

describe('a partner sends its own sheet', () => {
  let house: House;
  let partnerId: string;
  beforeAll(async () => {
    const variables = { MAIL_REPLY_TO: 'iter@comune.example' };
    house = await openHouse({ now: '2026-10-05T08:00:00Z', variables });
    partnerId = house.town.tommaso.partnerId;
  });
  afterAll(() => house.close());

  const sheetsOf = (where: object) => house.reads.of(Worksheet).findBy({ partnerId, ...where });

  describe('on its own page', () => {
    const upload = async (text: string, month = '2026-09') => {
      const tommaso = await signedIn(house, 'tommaso');
      await tommaso.get('/ente/tabulati');
      const bytes = Buffer.from(text);
      const sheet = { field: 'sheet', name: 'settembre.csv', bytes, type: 'text/csv' };
      return { tommaso, sent: await tommaso.upload('/ente/tabulati', { month }, [sheet]) };
    };

    test('sees how it compares, and the address for its mail; the same file again is the same sheet', async () => {
      const { tommaso, sent } = await upload(SHEET);
      expect(sent.status).toBe(303);
      await tommaso.follow(sent);
      expect(tommaso.page).toContain('Nel vostro tabulato, sconosciuti in Comune');
      expect(tommaso.page).toContain('PL-0002');
      expect((await upload(SHEET)).sent.headers['location']).toBe(sent.headers['location']);
      await tommaso.get('/ente/tabulati');
      expect(tommaso.page).toContain('In esame dell’ufficio');
      expect(tommaso.page).toContain(house.get(ReplyAddresses).of('sheet', partnerId));
    });

    test('a broken file is refused at the field, with line and reason', async () => {
      const { tommaso, sent } = await upload(BROKEN, '2026-08');
      expect(sent.status).toBe(422);
      expect(tommaso.page).toContain('Riga 2: «31/02/2026» non è una data');
      expect(tommaso.page).toContain('value="2026-08"');
      expect(await sheetsOf({ month: '2026-08' })).toEqual([]);
    });

    test('nobody else’s sheet is there for it', async () => {
      const [own] = await sheetsOf({ month: '2026-09' });
      const walter = await signedIn(house, 'walter');
      expect((await walter.get(`/ente/tabulati/${own?.id}`)).status).toBe(404);
      expect((await walter.post(`/ente/tabulati/${own?.id}/annullamento`)).status).toBe(404);
      await walter.get('/ente/tabulati');
      expect(walter.page).not.toContain('settembre.csv');
    });

    test('while it is read the page says how far it is, and calls itself again; given up, nothing of it stays', async () => {
      const row = {
        ...{ id: newId(), partnerId, month: '2026-02', fileName: 'lungo.csv', fileSha256: 'x' },
        ...{ state: 'reading' as const, uploadedBy: 'Tommaso', uploadedAt: house.clock.now() },
        ...{ attempt: 1, leaseUntil: new Date('2026-10-06T08:00:00Z') },
        ...{ linesDone: 12_000, linesTotal: 50_000 },
      };
      await house.transactions.run((em) => insertRows(em, Worksheet, [row]));
      const [tommaso, dario] = [await signedIn(house, 'tommaso'), await signedIn(house, 'dario')];
      for (const [browser, path] of [
        [tommaso, `/ente/tabulati/${row.id}`],
        [dario, `/ufficio/tabulati/${row.id}`],
      ] as const) {
        await browser.get(path);
        expect(browser.page).toContain('12.000 righe su 50.000');
        expect(browser.page).toContain('http-equiv="refresh"');
      }
      const given = await tommaso.post(`/ente/tabulati/${row.id}/annullamento`);
      await tommaso.follow(given);
      expect(tommaso.page).toContain('Lettura annullata');
      await dario.get(`/ufficio/tabulati/${row.id}`);
      expect(dario.page).toContain('Lettura annullata');
      expect((await sheetsOf({ month: '2026-02' }))[0]?.state).toBe('cancelled');
      const late = await dario.post(`/ufficio/tabulati/${row.id}/annullamento`);
      expect(late.headers['location']).toBe(`/ufficio/tabulati/${row.id}`);
    });

    test('takes what the council holds as CSV, XLSX and PDF', async () => {
      const { tommaso } = await upload(SHEET);
      for (const [kind, start] of [
        ['csv', '\uFEFF'],
        ['xlsx', 'PK'],
        ['pdf', '%PDF-'],
      ] as const) {
        const bytes = await tommaso.download(`/ente/tabulati/nostro/${kind}?mese=2026-09`);
        expect(bytes.toString('utf8').startsWith(start)).toBe(true);
      }
      expect((await tommaso.get('/ente/tabulati/nostro/exe?mese=2026-09')).status).toBe(404);
    });
  });

  describe('by e-mail', () => {
    const mail = (from: string, text: string, subject = 'Tabulato 07/2026') =>
      Buffer.from(
        [
          `From: Tommaso <${from}>`,
          `To: <${house.get(ReplyAddresses).of('sheet', partnerId)}>`,
          `Subject: ${subject}`,
          `Message-ID: <${newId()}@x.example>`,
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          'Content-Type: text/csv',
          'Content-Disposition: attachment; filename="lavori.csv"',
          '',
          text,
          '--b--',
        ].join('\r\n'),
      );
    const FROM = 'centrale@luce-strade.example';
    const answers = async () => {
      const letters = await house.reads.of(Delivery).findBy({ kind: 'worksheet.answer' });
      return letters.map(({ destination, sealedContent }) => ({
        destination,
        content: house.get(Vault).open(sealedContent ?? ''),
      }));
    };
    const settled = async (month: string) => {
      const [sheet] = await sheetsOf({ month });
      await house.get(SheetReadings).begin(sheet?.id ?? '');
      return (await sheetsOf({ month }))[0];
    };

    test('from a known address it becomes a sheet of the month in the subject, and the answer says so', async () => {
      expect(await house.get(MailIntake).take(mail(FROM.toUpperCase(), SHEET))).toBe('recorded');
      expect(await settled('2026-07')).toMatchObject({ state: 'open', channel: 'mail' });
      const [answer] = await answers();
      expect(answer?.destination.toLowerCase()).toBe(FROM);
      expect(answer?.content).toContain('Nel tabulato, sconosciuti qui: 2');
    });

    test('a broken one changes nothing, and the answer names line and reason', async () => {
      const sent = mail(FROM, BROKEN, 'Tabulato giugno 2026');
      expect(await house.get(MailIntake).take(sent)).toBe('recorded');
      expect(await settled('2026-06')).toMatchObject({ state: 'refused' });
      expect((await answers()).at(-1)?.content).toContain('Riga 2: «31/02/2026» non è una data');
    });

    test('from an address that the partner does not have, it is kept aside and no sheet', async () => {
      const sent = mail('altri@x.example', SHEET, 'Tabulato 05/2026');
      expect(await house.get(MailIntake).take(sent)).toBe('refused');
      expect(await sheetsOf({ month: '2026-05' })).toEqual([]);
    });
  });

  describe('from its program', () => {
    const call = async (username: string, month: string, text: string) =>
      request(house.app.getHttpServer())
        .post('/api/v1/worksheets')
        .set('Authorization', await bearer(house, username))
        .field('month', month)
        .attach('file', Buffer.from(text), { filename: 'a.csv', contentType: 'text/csv' });

    test('is told how the sheet compares, and reads it again by its id; another partner finds nothing', async () => {
      const answer = await call('tommaso', '2026-04', SHEET);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        ...{ month: '2026-04', state: 'open', medium: 'table' },
        lines: { matched: 0, unknown: 2, undecided: 2 },
      });
      const path = `/api/v1/worksheets/${(answer.body as { worksheetId: string }).worksheetId}`;
      const read = async (username: string) =>
        request(house.app.getHttpServer())
          .get(path)
          .set('Authorization', await bearer(house, username));
      expect((await read('tommaso')).body).toEqual(answer.body);
      expect((await read('walter')).status).toBe(404);
      expect((await call('tommaso', '2026-04', SHEET)).body).toEqual(answer.body);
    });

    test('a broken file is a problem at the field, a month that is none too', async () => {
      const broken = await call('tommaso', '2026-03', BROKEN);
      expect(broken.status).toBe(422);
      expect(broken.body).toMatchObject({ errors: [{ field: 'file', code: 'sheet-day' }] });
      expect((await call('tommaso', '2026-13', SHEET)).status).toBe(400);
      expect((await call('dario', '2026-03', SHEET)).status).toBe(403);
    });
  });
});
