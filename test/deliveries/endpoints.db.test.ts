import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type EndpointInput, Endpoints } from '../../src/deliveries/endpoints.service.js';
import { Endpoint } from '../../src/deliveries/endpoint.entity.js';
import { isRefusal, Refusal } from '../../src/shared/refusal.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { addPartner, MovedClock, openPostOffice } from './post-office.js';

describe('standing addresses of partners', () => {
  let db: TestDatabase;
  let clock: MovedClock;
  let office: ReturnType<typeof openPostOffice>;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(() => {
    clock = new MovedClock();
    office = openPostOffice(db, { clock, webhookAllow: ['127.0.0.0/8'] });
  });
  afterAll(() => db.close());

  const input = (partnerId: string, change: Partial<EndpointInput>): EndpointInput => ({
    ...{ partnerId, channel: 'email', address: 'luce@example.it', preference: 1, language: 'it' },
    ...change,
  });
  const save = async (endpoints: Endpoints, given: EndpointInput) => {
    const checked = await endpoints.check(given);
    if (isRefusal(checked)) throw new Error('refused');
    return db.transactions.run((em) => endpoints.put(em, checked));
  };
  const change = (id: string, values: Partial<Endpoint>) =>
    db.transactions.run((em) => em.update(Endpoint, { id }, values));

  test('what is not one address, or leads into our own network, is refused at its field', async () => {
    const { partnerId } = await addPartner(db, {});
    const strict = openPostOffice(db, { webhookAllow: [] }).endpoints;
    const refusals = await Promise.all([
      strict.check(input(partnerId, { address: 'a@example.it, b@example.it' })),
      strict.check(input(partnerId, { channel: 'webhook', address: 'http://127.0.0.1/' })),
      strict.check(input(partnerId, { channel: 'webhook', address: 'https://169.254.169.254/' })),
      strict.check(input(partnerId, { channel: 'webhook', address: 'nothing' })),
    ]);
    expect(refusals).toEqual([
      Refusal.fields([{ field: 'address', code: 'mail-address' }]),
      ...Array<Refusal>(3).fill(Refusal.fields([{ field: 'address', code: 'webhook-address' }])),
    ]);
  });

  test("a new webhook's secret is shown once and sealed; saving it again keeps it", async () => {
    const { partnerId } = await addPartner(db, {});
    const hook = input(partnerId, { channel: 'webhook', address: 'http://127.0.0.1:4410/iter' });
    const made = await save(office.endpoints, hook);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [stored] = await office.endpoints.of(partnerId);
    expect(stored!.sealedSecret).not.toContain(made.secret);
    expect(await office.endpoints.secretsOf(partnerId)).toEqual([made.secret]);
    const again = await save(office.endpoints, { ...hook, id: made.id, language: 'en' });
    expect(again).toEqual({ id: made.id, secret: null });
    expect(await office.endpoints.secretsOf(partnerId)).toEqual([made.secret]);
  });

  test('after a rotation both secrets count for 24 hours', async () => {
    const { partnerId } = await addPartner(db, {});
    const hook = input(partnerId, { channel: 'webhook', address: 'http://127.0.0.1:4410/iter' });
    const { id, secret } = await save(office.endpoints, hook);
    const fresh = await db.transactions.run((em) => office.endpoints.rotateSecret(em, id));
    expect(await office.endpoints.secretsOf(partnerId)).toEqual([fresh, secret]);
    clock.move(24 * 3_600_000);
    expect(await office.endpoints.secretsOf(partnerId)).toEqual([fresh]);
  });

  test('the preferred one is the first that is on and not long failing; any that is on rather than none', async () => {
    const { partnerId, webhook, email } = await addPartner(db, {
      ...{ webhook: 'http://127.0.0.1:4410/', email: 'luce@example.it' },
    });
    const preferred = async () =>
      (await office.endpoints.preferred(db.reads.em, partnerId))?.channel ?? null;
    expect(await preferred()).toBe('webhook');
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await change(webhook.id, { failingSince: minutesAgo(10) });
    expect(await preferred()).toBe('webhook');
    await change(webhook.id, { failingSince: minutesAgo(40) });
    expect(await preferred()).toBe('email');
    await db.transactions.run((em) => office.endpoints.disable(em, email.id, 'wrong mailbox'));
    expect(await preferred()).toBe('webhook');
    await db.transactions.run((em) => office.endpoints.disable(em, webhook.id, 'gone'));
    expect(await preferred()).toBeNull();
  });
});
