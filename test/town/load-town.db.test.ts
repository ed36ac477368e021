import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Roles } from '../../src/accounts/roles.service.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { Question } from '../../src/catalogue/question.entity.js';
import { Vault } from '../../src/config/vault.js';
import { Endpoint } from '../../src/deliveries/endpoint.entity.js';
import { Office } from '../../src/offices/office.entity.js';
import { PartnerOperator } from '../../src/partners/partner-operator.entity.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { entities } from '../../src/schema.js';
import { unitOf } from '../../src/shared/span.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { Place } from '../../src/territory/place.entity.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { testTownFile, townLoader } from '../support/people.js';

const HOOK = {
  address: 'https://elsewhere.example/hook',
  secret: 'whsec_bm90IGEgc2VjcmV0IGF0IGFsbA==',
};

describe('loading a town', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
    await new Roles(db.transactions, db.reads).onModuleInit();
  });
  afterAll(() => db.close());

  const load = async (webhooks = {}, town?: Awaited<ReturnType<typeof testTownFile>>) =>
    townLoader(db).load(town ?? (await testTownFile()), { webhooks, by: 'Ivo Campi' });
  const hook = () => db.reads.of(Endpoint).findOneByOrFail({ channel: 'webhook' });

  test('stores all of the file, publishes the shipped workflow, and tells the audit list', async () => {
    const town = await testTownFile();
    const { added, secrets } = await load();
    expect(added).toMatchObject({
      offices: 7,
      areas: 8,
      partners: 8,
      categories: 13,
      operators: 4,
    });
    expect(await db.reads.of(Place).count()).toBe(town.places.length);
    expect(await db.reads.of(RoutingRule).count()).toBe(town.routing.length);
    expect(await db.reads.of(Setting).count()).toBe(Object.keys(town.settings).length);
    expect(await db.reads.of(WorkflowVersion).findOneBy({ code: 'fault' })).toMatchObject({
      status: 'published',
      publishedBy: 'Ivo Campi',
    });
    const events = await db.reads.of(AuditEntry).findBy({ event: 'configuration-changed' });
    expect(events.map(({ data }) => data)).toEqual([{ what: 'town', added }]);
    expect(secrets).toEqual([{ partner: 'luce-strade', secret: expect.stringMatching(/^whsec_/) }]);
  });

  test('keeps the term of each category in the unit that the file gives it', async () => {
    const { categories } = await testTownFile();
    const stored = await db.reads.of(Category).find({ order: { position: 'ASC' } });
    expect(stored.map(({ code, term }) => [code, term])).toEqual(categories.map(({ code, term }) => [code, term])); // prettier-ignore
    const units = new Set(stored.map(({ term }) => unitOf(term)));
    expect([...units].sort()).toEqual(['days', 'hours', 'workingDays']);
  });

  test("seals a webhook's secret: the table holds no readable one, the vault gives it back", async () => {
    const { sealedSecret, preference } = await hook();
    expect(preference).toBe(1);
    expect(sealedSecret).not.toContain('whsec_');
    const secret = new Vault(db.environment).open(sealedSecret!);
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });

  test("stores a partner's emergency number with the notice that names the partner", async () => {
    const question = await db.reads.of(Question).findOneByOrFail({ code: 'burst-main' });
    expect(question.choices[0]?.stop?.phone).toBe('0000 555 100');
    expect(question.choices[1]).not.toHaveProperty('stop');
  });

  test('again changes not one row of any table', async () => {
    const before = await everything(db);
    const { added, secrets } = await load();
    expect(Object.values(added).every((count) => count === 0)).toBe(true);
    expect(secrets).toEqual([]);
    expect(await everything(db)).toEqual(before);
  });

  test('again adds what the file has gained and leaves alone what the council has changed', async () => {
    const edited = { it: 'Sportello del cittadino' };
    await db.transactions.run(async (em) => {
      await em.update(Office, { code: 'urp' }, { name: edited, isActive: false });
      await em.delete(PartnerOperator, { code: '90' });
    });
    const town = await testTownFile();
    const office = { code: 'port-office', name: { it: 'Ufficio porto' }, email: null, phone: null };
    const question = town.categories[0]!.questions[1]!;
    town.categories[8]!.questions.push({ ...question, code: 'which-desk' });
    const { added } = await load({}, { ...town, offices: [...town.offices, office] });
    expect(added).toMatchObject({
      offices: 1,
      questions: 1,
      operators: 1,
      categories: 0,
      places: 0,
    });
    const urp = await db.reads.of(Office).findOneByOrFail({ code: 'urp' });
    expect(urp).toMatchObject({ name: edited, isActive: false });
  });

  test('with an address given by hand sends the webhook there, with the given secret', async () => {
    await load({ 'luce-strade': HOOK });
    const redirected = await hook();
    expect(redirected.address).toBe(HOOK.address);
    expect(new Vault(db.environment).open(redirected.sealedSecret!)).toBe(HOOK.secret);
    await load();
    expect((await hook()).address).toBe(HOOK.address);
  });

  test('of which one row cannot be stored stores nothing', async () => {
    const town = await testTownFile();
    const office = { code: 'late', name: { it: 'Tardi' }, email: null, phone: null };
    const category = { ...town.categories[0]!, code: 'late', office: 'nowhere' };
    const broken = { ...town, offices: [...town.offices, office], categories: [category] };
    await expect(load({}, broken)).rejects.toThrow('nowhere');
    expect(await db.reads.of(Office).existsBy({ code: 'late' })).toBe(false);
    expect(await db.reads.of(Category).existsBy({ code: 'late' })).toBe(false);
  });
});

async function everything(db: TestDatabase): Promise<unknown[]> {
  return Promise.all(
    entities.map(async (entity) => {
      const rows = await db.reads.of(entity as new () => object).find();
      return rows.map((row) => JSON.stringify(row)).sort();
    }),
  );
}
