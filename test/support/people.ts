import { Account } from '../../src/accounts/account.entity.js';
import { AccountOffice } from '../../src/accounts/account-office.entity.js';
import { AccountViewers } from '../../src/accounts/account-viewers.service.js';
import { Roles } from '../../src/accounts/roles.service.js';
import { SEEDED_ROLE_CODES } from '../../src/accounts/seeded-roles.js';
import type { OfficeViewer, PartnerViewer } from '../../src/access/viewer.js';
import { ViewerSources } from '../../src/access/viewer-source.js';
import { Vault } from '../../src/config/vault.js';
import { insertRows } from '../../src/database/insert-rows.js';
import type { Reads } from '../../src/database/reads.js';
import { idOf, idOrNull } from '../../src/doors/administration/town/add-missing.js';
import { readTown } from '../../src/doors/administration/town/read-town.js';
import {
  TownConfiguration,
  type TownIds,
} from '../../src/doors/administration/town/town-configuration.service.js';
import { TownEndpoints } from '../../src/doors/administration/town/town-endpoints.service.js';
import { TownLoader } from '../../src/doors/administration/town/town-loader.service.js';
import type { TownFile } from '../../src/doors/administration/town/town-schema.js';
import { inventedTown } from '../../src/doors/administration/town/town-seeding.service.js';
import { Audit } from '../../src/proof/audit.service.js';
import { Settings } from '../../src/settings/settings.service.js';
import { Clock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { awaitsAuthorisation } from '../../src/workflow/domain/lint/authorisation.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import type { TestDatabase } from './database.js';

/** Of everybody who signs in. */
export const TOWN_PASSWORD = 'onde lente sugli scogli';
/** Made once with the product's own parameters: hashing it anew for each person would cost a second in each test file. */
const TOWN_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$3ZduF1oet83m7QhIMfsqBg$ui9+GY6k33yUW7NjplBeNHyC8YaDRSmJjk7Yq/IFf7U';

/** Anna files what she sees; she has no account, only tickets. */
export const anna = {
  firstName: 'Anna',
  lastName: 'Ferrini',
  email: 'anna.ferrini@posta.example',
  phone: '0000 555 701',
  language: 'it',
} as const;

const OFFICE_PEOPLE = [
  'bruno', // operator, roads-works
  'beatrice', // operator, roads-works
  'carla', // supervisor, roads-works
  'dario', // director of roads-works, street-lighting-office, green, schools-buildings
  'elena', // alderman, portfolio of roads-works, street-lighting-office, green
  'fabio', // mayor
  'gina', // front desk
  'hugo', // helper
  'ivo', // administrator
  'nadia', // operator, environment: of another office than Bruno
] as const;
const PARTNER_PEOPLE = [
  'walter', // ambiente-rocca, the waste company
  'lia', // head of the school
  'tommaso', // luce-strade, the street-light company
] as const;

export type TestTown = Readonly<Record<(typeof OFFICE_PEOPLE)[number], OfficeViewer>> &
  Readonly<Record<(typeof PARTNER_PEOPLE)[number], PartnerViewer>> & {
    readonly anna: typeof anna;
    /** The ids of what the town's file calls by a code; each throws for a code that is not there. */
    officeId(code: string): string;
    areaId(code: string): string;
    partnerId(code: string): string;
    placeId(code: string): string;
    categoryId(code: string): string;
    accountId(username: string): string;
    /** Any other person of the file. */
    viewer(username: string): Promise<OfficeViewer | PartnerViewer>;
  };

type Town = Pick<TestDatabase, 'environment' | 'transactions' | 'reads'>;

/**
 * The invented town of the demo, from the same file by the same loader, with its people as the product sees them.
 * Load it before the application under test is asked anything: settings, categories and rules are remembered for 5 seconds.
 */
export async function loadTestTown(
  db: Town,
  { clock = new Clock() }: { clock?: Clock } = {},
): Promise<TestTown> {
  const town = await testTownFile();
  await new Roles(db.transactions, db.reads).onModuleInit();
  const { ids } = await townLoader(db, clock).load(town, { webhooks: {}, by: 'Ivo Campi' });
  await addPeople(db, { town, ids, clock });
  return testTownIn(db.reads, clock);
}

/** The same where it has been loaded. */
export async function testTownIn(reads: Reads, clock: Clock): Promise<TestTown> {
  const accounts = await idsOf(reads, 'accounts', 'username');
  const viewers = new AccountViewers(reads, new ViewerSources(), clock);
  const viewer = async (username: string) => {
    const found = await viewers.byAccountId(accounts(username));
    if (!found) throw new Error(`${username} cannot sign in`);
    return found;
  };
  const office = async (username: string) => {
    const found = await viewer(username);
    if (found.kind !== 'office') throw new Error(`${username} is of a partner`);
    return [username, found] as const;
  };
  const partner = async (username: string) => {
    const found = await viewer(username);
    if (found.kind !== 'partner') throw new Error(`${username} is of the council`);
    return [username, found] as const;
  };
  return {
    ...byName<(typeof OFFICE_PEOPLE)[number], OfficeViewer>(
      await Promise.all(OFFICE_PEOPLE.map(office)),
    ),
    ...byName<(typeof PARTNER_PEOPLE)[number], PartnerViewer>(
      await Promise.all(PARTNER_PEOPLE.map(partner)),
    ),
    anna,
    officeId: await idsOf(reads, 'offices'),
    areaId: await idsOf(reads, 'areas'),
    partnerId: await idsOf(reads, 'partners'),
    placeId: await idsOf(reads, 'places'),
    categoryId: await idsOf(reads, 'categories'),
    accountId: accounts,
    viewer,
  };
}

/** What answers the id of each row of a table, by its code, as it was when it was asked for. */
async function idsOf(
  reads: Reads,
  table: string,
  key: 'code' | 'username' = 'code',
): Promise<(code: string) => string> {
  const rows = await reads.rows<{ id: string; code: string }>(
    `SELECT id, ${key} AS code FROM ${table}`,
  );
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  return (code) => {
    const id = ids.get(code);
    if (id === undefined) throw new Error(`no "${code}" in ${table}`);
    return id;
  };
}

function byName<N extends string, V>(people: (readonly [string, V])[]): Readonly<Record<N, V>> {
  return Object.fromEntries(people) as Record<N, V>; // one entry for each name of the list
}

/** The invented town's file, read and checked. */
export async function testTownFile(): Promise<TownFile> {
  const shipped = readShippedWorkflows();
  return readTown(await inventedTown(), {
    roles: SEEDED_ROLE_CODES,
    workflows: shipped.map(({ code }) => code),
    authorising: shipped.filter(awaitsAuthorisation).map(({ code }) => code),
  });
}

/** The product's loader, wired by hand. */
export function townLoader(db: Town, clock: Clock = new Clock()): TownLoader {
  const audit = new Audit(db.reads, clock);
  const settings = new Settings(db.transactions, db.reads, clock, audit);
  const endpoints = new TownEndpoints(new Vault(db.environment));
  const configuration = new TownConfiguration(settings, endpoints);
  return new TownLoader(db.transactions, configuration, new Workflows(db.reads), audit, clock);
}

async function addPeople(
  db: Town,
  { town, ids, clock }: { town: TownFile; ids: TownIds; clock: Clock },
): Promise<void> {
  const people = town.accounts.map((person) => ({ ...person, id: newId() }));
  const rows = people.map(({ id, username, name, email, role, partner, language }) => ({
    id,
    username,
    name,
    email,
    passwordHash: TOWN_PASSWORD_HASH,
    roleCode: role,
    partnerId: idOrNull(ids.partners, partner),
    language,
    isActive: true,
    createdAt: clock.now(),
  }));
  const offices = people.flatMap((person) =>
    person.offices.map((code) => ({ accountId: person.id, officeId: idOf(ids.offices, code) })),
  );
  await db.transactions.run(async (em) => {
    await insertRows(em, Account, rows);
    await insertRows(em, AccountOffice, offices);
  });
}
