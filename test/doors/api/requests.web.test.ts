import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { Settings } from '../../../src/settings/settings.service.js';
import { encodeCursor } from '../../../src/shared/keyset.js';
import { newId } from '../../../src/shared/ids.js';
import { done } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { at, seated } from '../offices/desk.js';

const BODY = {
  category: 'roads-signs',
  title: 'Buca davanti alla scuola',
  description: 'Profonda, al centro della corsia.',
  location: { address: 'Via delle Reti 12' },
  citizen: { firstName: 'Anna', lastName: 'Ferrini', email: 'anna.ferrini@posta.example' },
  answers: { defect: 'pothole' },
};

interface Page {
  items: { code: string }[];
  next: string | null;
}

describe('the JSON door', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const api = () => request(house.app.getHttpServer());
  const post = (path: string, body: object, key: string = newId()) =>
    api().post(path).set('Idempotency-Key', key).send(body);
  const token = async (username: string) =>
    done(await house.get(Tokens).createFor(username, null)).token;

  test('files for nobody-in-particular, and answers number, password, address, term and office', async () => {
    const answer = await post('/api/v1/requests', BODY);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      ticketNumber: expect.stringMatching(/^2026-\d{6}-/),
      password: expect.stringMatching(/^.{4}-.{4}-.{4}$/),
      trackUrl: expect.stringMatching(/^http:\/\/iter\.test\/servizi\/segnalazioni\/2026-/),
      filedAt: expect.any(String),
      dueAt: expect.any(String),
      office: { code: 'roads-works', name: expect.any(String) },
    });
  });

  test("the council's own lists are given in pages, each line once, and a cursor of no line is a fault", async () => {
    const whole = (await api().get('/api/v1/categories?limit=100')).body as Page;
    const codes: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const at: string = next && `&cursor=${next}`;
      const page = (await api().get(`/api/v1/categories?limit=3${at}`)).body as Page;
      codes.push(...page.items.map(({ code }) => code));
      expect(page.items.length).toBeLessThanOrEqual(3);
      next = page.next;
    }
    expect(whole.next).toBeNull();
    expect(codes).toEqual(whole.items.map(({ code }) => code));
    const gone = encodeCursor(['no-such-office']);
    for (const query of ['limit=0', 'limit=101', 'cursor=x', `cursor=${gone}`, 'shown=all'])
      expect((await api().get(`/api/v1/offices?${query}`)).status).toBe(400);
  });

  test('the holder reads with number and password, in the shape of the contract', async () => {
    const filed = (await post('/api/v1/requests', BODY)).body as {
      ticketNumber: string;
      password: string;
    };
    const seen = await api()
      .get(`/api/v1/requests/${filed.ticketNumber}`)
      .auth(filed.ticketNumber, filed.password);
    expect(seen.status).toBe(200);
    expect(seen.body).toMatchObject({
      ticketNumber: filed.ticketNumber,
      version: 1,
      category: { code: 'roads-signs' },
      state: { code: 'received', kind: 'open' },
      steps: [
        {
          seq: 1,
          action: 'file',
          previousHash: null,
          actor: { kind: 'citizen', known: 'declared' },
        },
      ],
    });
    const wrong = await api()
      .get(`/api/v1/requests/${filed.ticketNumber}`)
      .auth(filed.ticketNumber, 'AAAA-AAAA-AAAA');
    expect(wrong.status).toBe(401);
    expect(wrong.type).toBe('application/problem+json');
  });

  test('whose request it is already cannot take it again: the page does not offer it, the answer says why, and no step is written', async () => {
    const { ticketNumber } = (await post('/api/v1/requests', BODY)).body as {
      ticketNumber: string;
    };
    const bearer = await token('bruno');
    const record = (body: object) =>
      post(`/api/v1/requests/${ticketNumber}/steps`, body).set('Authorization', `Bearer ${bearer}`);
    expect((await record({ action: 'take', version: 1 })).status).toBe(201);
    const again = await record({ action: 'take', version: 2 });
    expect(again.status).toBe(422);
    expect(again.body).toMatchObject({
      code: 'not-possible-now',
      reason: 'already-yours',
      detail: 'La segnalazione è già assegnata a lei: non c’è altro da registrare.',
    });
    const seen = await api()
      .get(`/api/v1/requests/${ticketNumber}`)
      .set('Authorization', `Bearer ${bearer}`);
    expect(seen.body.steps).toHaveLength(2);
    const bruno = await seated(house, 'bruno');
    await bruno.get(at(ticketNumber));
    expect(bruno.page).not.toContain('/azioni/take"');
    const carla = await seated(house, 'carla');
    await carla.get(at(ticketNumber));
    expect(carla.page).toContain('/azioni/take"');
  });

  test('an office records a step; a stale version hears the present one; a missing version is an error at its field', async () => {
    const { ticketNumber } = (await post('/api/v1/requests', BODY)).body as {
      ticketNumber: string;
    };
    const bearer = await token('bruno');
    const record = (body: object) =>
      post(`/api/v1/requests/${ticketNumber}/steps`, body).set('Authorization', `Bearer ${bearer}`);
    const taken = await record({ action: 'take-in-charge', version: 1 });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({
      state: 'taken-in-charge',
      version: 2,
      step: { seq: 2, actor: { name: house.town.bruno.name } },
    });
    const stale = await record({
      action: 'plan-inspection',
      version: 1,
      data: { plannedOn: '2026-10-09' },
    });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({
      code: 'stale-version',
      current: { version: 2, state: 'taken-in-charge' },
    });
    const blind = await record({ action: 'plan-inspection', data: { plannedOn: '2026-10-09' } });
    expect(blind.status).toBe(422);
    expect(blind.body.errors).toEqual([
      expect.objectContaining({ field: 'version', code: 'required' }),
    ]);
    const february = await record({
      action: 'plan-inspection',
      version: 2,
      data: { plannedOn: '2027-02-31' },
    });
    expect(february.status).toBe(422);
    expect(february.body.errors[0]).toMatchObject({ field: 'data.plannedOn' });
  });

  test('another office, a partner without a task, and nobody at all cannot tell it from one that is not there', async () => {
    const { ticketNumber } = (await post('/api/v1/requests', BODY)).body as {
      ticketNumber: string;
    };
    const bearer = await token('nadia');
    const foreign = await api()
      .get(`/api/v1/requests/${ticketNumber}`)
      .set('Authorization', `Bearer ${bearer}`);
    const absent = await api()
      .get('/api/v1/requests/2026-999999-0')
      .set('Authorization', `Bearer ${bearer}`);
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
  });

  test('unknown fields, wrong types, a missing key and a body that is no JSON are 400 with a sentence, never 500', async () => {
    const answers = [
      await post('/api/v1/requests', { ...BODY, status: 'closed' }),
      await post('/api/v1/requests', { ...BODY, title: ['a', 'b'] }),
      await api().post('/api/v1/requests').send(BODY),
      await api()
        .post('/api/v1/requests')
        .set('Idempotency-Key', 'k')
        .type('json')
        .send('{"title":'),
      await post(
        '/api/v1/requests',
        JSON.parse('{"__proto__": {"role": "admin"}, "title": "x"}') as object,
      ),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.body.requestId).toBeTruthy();
    }
  });

  test('lists by term or filing date, filtered, with an opaque cursor', async () => {
    const bearer = await token('bruno');
    const first = await api()
      .get('/api/v1/requests?limit=2&sort=filed')
      .set('Authorization', `Bearer ${bearer}`);
    expect(first.body.items).toHaveLength(2);
    const second = await api()
      .get(`/api/v1/requests?limit=2&sort=filed&cursor=${first.body.next as string}`)
      .set('Authorization', `Bearer ${bearer}`);
    const seen = [...first.body.items, ...second.body.items].map(
      (one: { ticketNumber: string }) => one.ticketNumber,
    );
    expect(new Set(seen).size).toBe(seen.length);
    const wrong = await api()
      .get('/api/v1/requests?filedFrom=2026-02-31')
      .set('Authorization', `Bearer ${bearer}`);
    expect(wrong.status).toBe(400);
  });

  test('the proof can be checked with SHA-256 alone and shows no salt of what the viewer may not read', async () => {
    const filed = (await post('/api/v1/requests', BODY)).body as { ticketNumber: string };
    const bearer = await token('fabio');
    const proof = await api()
      .get(`/api/v1/requests/${filed.ticketNumber}/proof`)
      .set('Authorization', `Bearer ${bearer}`);
    expect(proof.status).toBe(200);
    expect(proof.text).not.toContain('Ferrini');
    expect(Object.keys(proof.body.steps[0].hashed.commitments as object)).toContain('contacts');
    expect(proof.body.steps[0].values.map((value: { name: string }) => value.name)).not.toContain(
      'contacts',
    );
  });

  test('statistics of a month come as JSON and as CSV', async () => {
    const bearer = await token('dario');
    const month = await api()
      .get('/api/v1/statistics/months/2026-10')
      .set('Authorization', `Bearer ${bearer}`);
    expect(month.status).toBe(200);
    expect(month.body.totals.received).toBeGreaterThan(0);
    const csv = await api()
      .get('/api/v1/statistics/months/2026-10.csv')
      .set('Authorization', `Bearer ${bearer}`);
    expect(csv.status).toBe(200);
    expect(csv.type).toBe('text/csv');
    const wrong = await api()
      .get('/api/v1/statistics/months/2026-13')
      .set('Authorization', `Bearer ${bearer}`);
    expect(wrong.status).toBe(422);
  });

  describe('who files what', () => {
    const by = (bearer: string, body: object, key: string = newId()) =>
      post('/api/v1/requests', body, key).set('Authorization', `Bearer ${bearer}`);
    const partnerToken = async (code: string) =>
      done(await house.get(Tokens).createForPartner(code, 'Pia Fontana', null)).token;

    test('a channel is said by those who file for others; to anybody else a sentence says so', async () => {
      const answer = await post('/api/v1/requests', { ...BODY, channel: 'phone' });
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [{ field: 'channel', code: 'council-only', message: expect.stringMatching(/Comune/) }],
      ]);
      const atTheDesk = await by(await token('gina'), { ...BODY, channel: 'phone' });
      expect(atTheDesk.status).toBe(201);
    });

    test('a key that is too long is told in a sentence', async () => {
      const answer = await post('/api/v1/requests', BODY, 'k'.repeat(256));
      expect([answer.status, answer.body.errors[0].message]).toEqual([
        400,
        expect.stringMatching(/255/),
      ]);
    });

    test('nobody chooses number and term by an old date; a letter that lay on paper keeps its own', async () => {
      const old = { ...BODY, occurredAt: '2026-08-01T08:00:00Z' };
      expect((await post('/api/v1/requests', old)).body.errors[0]).toMatchObject({
        field: 'occurredAt',
        code: 'occurred-too-long-ago',
      });
      const desk = await token('gina');
      expect((await by(desk, old)).body.filedAt).toBe('2026-08-01T08:00:00.000Z');
      const ancient = await by(desk, { ...BODY, occurredAt: '0001-01-01T00:00:00Z' });
      expect(ancient.body.errors[0]).toMatchObject({ code: 'occurred-too-long-ago' });
    });

    test('a school files at its own buildings, a company nowhere', async () => {
      const school = await partnerToken('istituto-collodi-rocca');
      const elsewhere = await by(school, BODY);
      expect(elsewhere.body.errors[0]).toMatchObject({
        field: 'location.place',
        code: 'building-needed',
      });
      const location = { place: 'school-le-vele' };
      expect((await by(school, { ...BODY, location })).status).toBe(201);
      expect((await by(await partnerToken('acque-costiere'), BODY)).status).toBe(403);
    });

    test('the same key gives the same answer, also when the filing would be refused by now', async () => {
      const key = newId();
      const first = await post('/api/v1/requests', BODY, key);
      const limit = done(await house.get(Settings).all()).filingsPerTenMinutes;
      const setLimit = (most: number) =>
        house.transactions.run(async (em) =>
          done(await house.get(Settings).set(em, 'filingsPerTenMinutes', most)),
        );
      await setLimit(1);
      const again = await post('/api/v1/requests', BODY, key);
      const other = await post('/api/v1/requests', BODY);
      await setLimit(limit);
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(other.status).toBe(429);
    });

    test('one ticket does not open the way to filings without end', async () => {
      const { ticketNumber, password } = (await post('/api/v1/requests', BODY)).body as Filed;
      await house.transactions.run(async (em) =>
        done(await house.get(Settings).set(em, 'filingsPerTenMinutes', 1)),
      );
      const answer = await post('/api/v1/requests', BODY).auth(ticketNumber, password);
      expect(answer.status).toBe(429);
    });
  });

  test('a cursor that is not ours is a fault: a loop would read the first page for ever', async () => {
    const answer = await api()
      .get('/api/v1/requests?cursor=zzz')
      .set('Authorization', `Bearer ${await token('bruno')}`);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'cursor']);
  });

  test('a body that nothing reads is refused as such, and a wrong token with a sentence for programs', async () => {
    const plain = await api()
      .post('/api/v1/requests')
      .set('Idempotency-Key', newId())
      .type('text/plain')
      .send(JSON.stringify(BODY));
    expect([plain.status, plain.body.detail]).toEqual([415, expect.stringMatching(/json/)]);
    const unknown = await api().get('/api/v1/tasks').set('Authorization', 'Bearer iter_none');
    expect([unknown.status, unknown.body.detail]).toEqual([401, expect.stringMatching(/Bearer/)]);
  });

  test('the lines of a list carry no id of ours', async () => {
    const { body } = await api()
      .get('/api/v1/requests?limit=1')
      .set('Authorization', `Bearer ${await token('bruno')}`);
    expect(body.items[0]).not.toHaveProperty('id');
  });
});

interface Filed {
  readonly ticketNumber: string;
  readonly password: string;
}
