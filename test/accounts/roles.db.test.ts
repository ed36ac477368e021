/** DESIGN.md, "Who may what", written down here a second time, by hand and from its words: one test per cell. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PERMISSIONS, type Permission, type Scope } from '../../src/access/permissions.js';
import { may } from '../../src/access/viewer.js';
import { ViewerSources } from '../../src/access/viewer-source.js';
import { AccountViewers } from '../../src/accounts/account-viewers.service.js';
import { Roles } from '../../src/accounts/roles.service.js';
import { SEEDED_ROLE_CODES, type SeededRoleCode } from '../../src/accounts/seeded-roles.js';
import { Account } from '../../src/accounts/account.entity.js';
import { Partner } from '../../src/partners/partner.entity.js';
import { Clock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { accountIn } from '../support/accounts.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

// One letter per role, in the order of the table; a dot: no.
//   o operator  s supervisor  d director  a alderman  m mayor  f front desk  h helper  A administrator  p partner person
const TABLE: Record<Permission, string> = {
  'requests.see': 'osdamf...',
  'requests.work': 'osd......', // "works its requests"; the director "the same across them"
  'requests.assign': '.sd......', // "assigns"
  'requests.authorise': '.sd......', // "authorises a contractor"; director "above a limit"
  'requests.close': '.sd......', // "closes"
  'requests.reopen': '.sd......', // "reopens"
  'requests.move-term': '.sd......', // "moves terms with reason"
  'requests.reassign': '..d......', // director: "reassigns"
  'requests.correct': '.sd......',
  'requests.ask-news': '...am....', // "asks for news"
  'requests.indicate': '...am....', // "leaves a recorded indication; no other step"
  'requests.file-for-others': '.....fh..', // "files for others"; helper "files with the citizen present"
  'requests.take-message': '.....f...', // "takes messages"
  'requests.new-password': '.....f...', // "sends new passwords"
  'requests.print': '.....fh..', // "prints"; helper: "until the receipt is printed"
  'contacts.see': 'osd..f...', // alderman, mayor, administrator: "no contact data"
  'contacts.open': 'osd..f...', // "contacts with a recorded opening"
  'notices.tell': '.....f...', // "tells citizens without e-mail"
  'tasks.answer': '........p', // "answers tasks"
  'partner.requests': '........p', // "files (a school)"
  'statistics.see': 'osdamf...',
  'statistics.publish': '..d....A.', // a correction of a published month
  'exports.personal': '..d..f...', // contacts in a list, each with a recorded opening
  'configuration.edit': '.......A.', // "configures"
  'audit.see': '.......A.', // "every change in the audit list"
  'deliveries.see': '.......A.',
};

const SEES: Record<SeededRoleCode, Scope> = {
  operator: 'own-office',
  supervisor: 'own-office',
  director: 'own-offices',
  alderman: 'portfolio',
  mayor: 'all',
  'front-desk': 'all',
  helper: 'filed-by-me',
  administrator: 'none',
  partner: 'own-tasks',
};

describe('who may what', () => {
  let db: TestDatabase;
  let viewers: AccountViewers;
  const accountIds = new Map<SeededRoleCode, string>();
  beforeAll(async () => {
    db = await openTestDatabase();
    viewers = new AccountViewers(db.reads, new ViewerSources(), new Clock());
    await new Roles(db.transactions, db.reads).onModuleInit();
    const partnerId = newId();
    await db.transactions.run((em) =>
      em.insert(Partner, {
        id: partnerId,
        code: 'acque',
        name: 'Acque di Prova',
        kind: 'utility',
        agreement: { seesContacts: false },
        emergencyPhone: null,
        isActive: true,
      }),
    );
    for (const code of SEEDED_ROLE_CODES) accountIds.set(code, await accountIn(db, code, code));
    const id = accountIds.get('partner')!;
    await db.transactions.run((em) => em.update(Account, { id }, { partnerId }));
  });
  afterAll(() => db.close());

  const viewerIn = async (code: SeededRoleCode) =>
    (await viewers.byAccountId(accountIds.get(code)!))!;

  test('the table names every permission, with a cell for every role', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...PERMISSIONS].sort());
    expect(Object.values(TABLE).filter((row) => row.length !== SEEDED_ROLE_CODES.length)).toEqual(
      [],
    );
  });

  const cells = PERMISSIONS.flatMap((permission) =>
    SEEDED_ROLE_CODES.map((role, column) => {
      const yes = TABLE[permission].charAt(column) !== '.';
      return { role, permission, yes, says: yes ? 'may' : 'may not' };
    }),
  );
  test.each(cells)('$role $says $permission', async ({ role, permission, yes }) => {
    expect(may(await viewerIn(role), permission)).toBe(yes);
  });

  test.each(SEEDED_ROLE_CODES.filter((code) => code !== 'partner'))(
    'what %s sees',
    async (code) => {
      expect(await viewerIn(code)).toMatchObject({ kind: 'office', scope: SEES[code] });
    },
  );

  test('a partner person is no office viewer: own tasks, and contacts as the agreement says', async () => {
    expect(await viewerIn('partner')).toMatchObject({
      kind: 'partner',
      partnerCode: 'acque',
      seesContacts: false,
    });
    expect((await new Roles(db.transactions, db.reads).byCode('partner'))?.scope).toBe(
      SEES.partner,
    );
  });

  test('a role that the council has edited is left as it is', async () => {
    const roles = new Roles(db.transactions, db.reads);
    const edited: Permission[] = ['requests.see'];
    await db.transactions.run((em) =>
      em.update('roles', { code: 'mayor' }, { permissions: edited }),
    );
    await db.transactions.run((em) => roles.seedMissing(em));
    expect((await roles.byCode('mayor'))?.permissions).toEqual(edited);
    expect(may(await viewerIn('mayor'), 'requests.indicate')).toBe(false);
  });
});
