import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AccessModule } from '../../src/access/access.module.js';
import { Session } from '../../src/access/session.entity.js';
import { Account } from '../../src/accounts/account.entity.js';
import { AccountQueries } from '../../src/accounts/account-queries.js';
import { AccountViewers } from '../../src/accounts/account-viewers.service.js';
import { Accounts, type CreatedAccount } from '../../src/accounts/accounts.service.js';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import type { NewAccount } from '../../src/accounts/account-input.js';
import { ApiToken } from '../../src/accounts/api-token.entity.js';
import { StaffPasswords } from '../../src/accounts/passwords/staff-passwords.service.js';
import { SignIn } from '../../src/accounts/sign-in.service.js';
import { type CreatedToken, Tokens } from '../../src/accounts/tokens.service.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { Environment } from '../../src/config/environment.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { Offices } from '../../src/offices/offices.service.js';
import { OfficesModule } from '../../src/offices/offices.module.js';
import { Partner } from '../../src/partners/partner.entity.js';
import { Audit } from '../../src/proof/audit.service.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { schema } from '../../src/schema.js';
import { Clock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { testEnvironment } from '../support/database.js';
import { SetClock } from '../support/set-clock.js';

const PASSWORD = 'quattro gatti sul molo';

describe('accounts', () => {
  let app: INestApplicationContext;
  let accounts: Accounts;
  let clock: SetClock;
  beforeAll(async () => {
    clock = new SetClock();
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule,
        DatabaseModule.forRoot(schema),
        AccessModule,
        OfficesModule,
        AccountsModule,
      ],
    })
      .overrideProvider(Environment)
      .useValue(await testEnvironment())
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    app = await testing.init();
    accounts = app.get(Accounts);
    await app.get(Transactions).run(async (em) => {
      await app.get(Offices).create(em, { code: 'strade', name: { it: 'Strade' } });
      await app.get(Offices).create(em, { code: 'verde', name: { it: 'Verde' } });
      await em.insert(Partner, {
        id: newId(),
        code: 'acque',
        name: 'Acque di Prova',
        kind: 'utility',
        agreement: { seesContacts: true },
        emergencyPhone: null,
        isActive: true,
      });
    });
  });
  afterAll(() => app.close());

  const bruno = (more: Partial<NewAccount> = {}): NewAccount => ({
    username: 'bruno',
    name: 'Bruno Prova',
    roleCode: 'operator',
    officeCodes: ['strade'],
    password: PASSWORD,
    ...more,
  });
  const created = async (more: Partial<NewAccount> = {}) => {
    const answer = await accounts.create(
      bruno({ username: `u${newId().slice(-12)}`, ...more }),
      null,
    );
    if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const viewerOf = (id: string) => app.get(AccountViewers).byAccountId(id);
  const signIn = (username: string, password: string, client = newId()) =>
    app.get(SignIn).check({ username, password, client, coarseClient: '192.0.2.0/24' });
  const usernameOf = async (id: string) =>
    (await app.get(Reads).of(Account).findOneByOrFail({ id })).username;
  const lastAudit = async () =>
    (
      await app
        .get(Reads)
        .of(AuditEntry)
        .find({ order: { seq: 'DESC' }, take: 1 })
    )[0];
  const sessionOf = (accountId: string) =>
    app.get(Transactions).run((em) =>
      em.insert(Session, {
        idSha256: newId(),
        accountId,
        data: '{}',
        createdAt: clock.now(),
        seenAt: clock.now(),
        expiresAt: clock.now(),
      }),
    );

  test('a new account is its person, with role and office, and is in the audit list', async () => {
    const { accountId, password } = (await accounts.create(bruno(), null)) as CreatedAccount;
    expect(password).toBeNull();
    expect(await viewerOf(accountId)).toMatchObject({
      kind: 'office',
      username: 'bruno',
      name: 'Bruno Prova',
      roleCode: 'operator',
      scope: 'own-office',
      officeIds: [expect.any(String)],
    });
    expect(await lastAudit()).toMatchObject({ event: 'account-created' });
  });

  test('where no password is given one is made, which signs in', async () => {
    const { accountId, password } = await created({ password: undefined });
    expect(password).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await signIn(await usernameOf(accountId), password!)).toMatchObject({ accountId });
  });

  test('the stored password is argon2id of the agreed cost', async () => {
    const { accountId } = await created();
    const account = await app.get(Reads).of(Account).findOneByOrFail({ id: accountId });
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test.each<[string, Partial<NewAccount>, string, string]>([
    ['a username that is taken', { username: 'bruno' }, 'username', 'username-taken'],
    ['a username with blanks', { username: 'bruno prova' }, 'username', 'username-not-valid'],
    ['no name', { name: ' ' }, 'name', 'name-needed'],
    ['a role that is not there', { roleCode: 'king' }, 'role', 'role-unknown'],
    ['an office that is not there', { officeCodes: ['nuvole'] }, 'offices', 'office-unknown'],
    ['an operator without an office', { officeCodes: [] }, 'offices', 'office-needed'],
    [
      'an operator of two offices',
      { officeCodes: ['strade', 'verde'] },
      'offices',
      'office-one-only',
    ],
    [
      'a partner person without partner',
      { roleCode: 'partner', officeCodes: [] },
      'partner',
      'partner-needed',
    ],
    ['an operator of a partner', { partnerCode: 'acque' }, 'partner', 'partner-not-for-role'],
    ['a short password', { password: 'corta' }, 'password', 'password-too-short'],
    [
      'a password made of the name',
      { password: 'BrunoProva2026' },
      'password',
      'password-known-words',
    ],
  ])('%s is refused at its field', async (_, more, field, code) => {
    const answer = await accounts.create(bruno({ username: 'another', ...more }), null);
    expect(answer).toMatchObject({ code: 'invalid', errors: [{ field, code }] });
  });

  test('two at once with one username: one is made, the other refused', async () => {
    const answers = await Promise.all([
      accounts.create(bruno({ username: 'gemelli' }), null),
      accounts.create(bruno({ username: 'gemelli' }), null),
    ]);
    expect(answers.filter((answer) => isRefusal(answer))).toHaveLength(1);
  });

  test("a partner's person is a viewer of that partner, with what its agreement allows", async () => {
    const { accountId } = await created({
      roleCode: 'partner',
      officeCodes: [],
      partnerCode: 'acque',
    });
    expect(await viewerOf(accountId)).toMatchObject({
      kind: 'partner',
      partnerCode: 'acque',
      seesContacts: true,
      accountId,
    });
  });

  test('another role counts at once and ends the open sessions', async () => {
    const { accountId } = await created();
    await sessionOf(accountId);
    const refused = await accounts.change(
      accountId,
      { roleCode: 'director', officeCodes: ['strade', 'verde'] },
      null,
    );
    expect(refused).toBeNull();
    expect(await viewerOf(accountId)).toMatchObject({ roleCode: 'director', scope: 'own-offices' });
    expect(await app.get(Reads).of(Session).countBy({ accountId })).toBe(0);
    expect(await lastAudit()).toMatchObject({
      event: 'account-changed',
      data: { from: 'operator', to: 'director' },
    });
  });

  test('a closed account has no viewer, no session, no token, no way in', async () => {
    const { accountId } = await created();
    const username = await usernameOf(accountId);
    await sessionOf(accountId);
    const { token } = (await app.get(Tokens).createFor(username, null)) as CreatedToken;
    expect(await accounts.deactivate(accountId, null)).toBeNull();
    expect(await viewerOf(accountId)).toBeNull();
    expect(await app.get(AccountViewers).byToken(token)).toBeNull();
    expect(await app.get(Reads).of(Session).countBy({ accountId })).toBe(0);
    expect(await signIn(username, PASSWORD)).toBeNull();
    expect(await accounts.deactivate(accountId, null)).toMatchObject({ code: 'not-found' });
  });

  test('a changed password needs the present one, and ends every other session', async () => {
    const { accountId } = await created();
    const passwords = app.get(StaffPasswords);
    const change = { accountId, present: PASSWORD, next: 'cinque gatti sul tetto', sid: undefined };
    await sessionOf(accountId);
    expect(await passwords.change({ ...change, present: 'sbagliata' }, newId())).toMatchObject({
      errors: [{ field: 'present', code: 'password-wrong' }],
    });
    expect(await app.get(Reads).of(Session).countBy({ accountId })).toBe(1);
    expect(await passwords.change(change, newId())).toBeNull();
    expect(await app.get(Reads).of(Session).countBy({ accountId })).toBe(0);
    const username = await usernameOf(accountId);
    expect(await signIn(username, PASSWORD)).toBeNull();
    expect(await signIn(username, change.next)).toMatchObject({ accountId });
  });

  test('the list goes page by page and tells each person, office and state, and no password', async () => {
    const queries = app.get(AccountQueries);
    const found = [];
    for (let cursor: string | undefined; ;) {
      const { items, next } = await queries.list(cursor, 2);
      found.push(...items);
      if (!next) break;
      cursor = next;
    }
    expect(found.length).toBe(await app.get(Reads).of(Account).count());
    expect(found.map((one) => one.username)).toEqual(found.map((one) => one.username).sort());
    expect(found.find((one) => one.username === 'bruno')).toMatchObject({
      officeCodes: ['strade'],
    });
    expect(JSON.stringify(found)).not.toContain('argon2');
  });

  describe('signing in', () => {
    test('absent, closed and mistyped look the same, and each is recorded without what was typed', async () => {
      const { accountId } = await created();
      for (const [username, password] of [
        ['nobody-at-all', PASSWORD],
        [await usernameOf(accountId), 'sbagliata di grosso'],
        ['', ''],
        ['x'.repeat(500), 'y'.repeat(500)],
      ] as const) {
        expect(await signIn(username, password)).toBeNull();
        const entry = await lastAudit();
        expect(entry).toMatchObject({ event: 'sign-in-failed', data: { client: '192.0.2.0/24' } });
        expect(Object.keys(entry!.data)).toEqual(['client']);
      }
    });

    test('a username is the same in capitals', async () => {
      expect(await signIn(' BRUNO ', PASSWORD)).toMatchObject({ viewer: { username: 'bruno' } });
      expect(await lastAudit()).toMatchObject({ event: 'sign-in' });
    });

    test('after ten wrong passwords from one place that place waits, and the person elsewhere does not', async () => {
      const { accountId } = await created();
      const username = await usernameOf(accountId);
      for (let i = 0; i < 10; i += 1) await signIn(username, `sbagliata ${i}`, 'here');
      expect(await signIn(username, PASSWORD, 'here')).toMatchObject({ code: 'too-many' });
      expect(await signIn(username, PASSWORD, 'elsewhere')).toMatchObject({ accountId });
    });

    test('a hash of other parameters is renewed when its person signs in', async () => {
      const { accountId } = await created();
      const username = await usernameOf(accountId);
      const { hash } = await import('@node-rs/argon2');
      const passwordHash = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
      await app
        .get(Transactions)
        .run((em) => em.update(Account, { id: accountId }, { passwordHash }));
      expect(await signIn(username, PASSWORD)).toMatchObject({ accountId });
      const renewed = await app.get(Reads).of(Account).findOneByOrFail({ id: accountId });
      expect(renewed.passwordHash).toContain('m=19456,t=2,p=1');
      expect(await signIn(username, PASSWORD)).toMatchObject({ accountId });
    });
  });

  describe('tokens', () => {
    test("a person's token is the person; only its SHA-256 is kept", async () => {
      const { token } = (await app.get(Tokens).createFor('bruno', null)) as CreatedToken;
      expect(token).toMatch(/^iter_[A-Za-z0-9_-]{43}$/);
      expect(await app.get(AccountViewers).byToken(token)).toMatchObject({ username: 'bruno' });
      const rows = await app.get(Reads).of(ApiToken).find();
      expect(JSON.stringify(rows)).not.toContain(token.slice(5));
    });

    test("a partner's token carries the named person", async () => {
      const { token } = (await app
        .get(Tokens)
        .createForPartner('acque', 'Pia Fontana', null)) as CreatedToken;
      expect(await app.get(AccountViewers).byToken(token)).toMatchObject({
        kind: 'partner',
        partnerCode: 'acque',
        name: 'Pia Fontana',
        accountId: null,
        permissions: ['tasks.answer', 'partner.requests'],
      });
    });

    test('revoked and expired ones open nothing', async () => {
      const { token, tokenId } = (await app.get(Tokens).createFor('bruno', null)) as CreatedToken;
      const expiring = (await app.get(Tokens).createFor('bruno', null)) as CreatedToken;
      const expiresAt = new Date(clock.now().getTime() + 1_000);
      await app
        .get(Transactions)
        .run((em) => em.update(ApiToken, { id: expiring.tokenId }, { expiresAt }));
      expect(await app.get(AccountViewers).byToken(expiring.token)).not.toBeNull();
      clock.pass(1_000);
      expect(await app.get(AccountViewers).byToken(expiring.token)).toBeNull();
      expect(await app.get(Tokens).revoke(tokenId, null)).toBeNull();
      expect(await app.get(AccountViewers).byToken(token)).toBeNull();
      expect(await app.get(Tokens).revoke(tokenId, null)).toMatchObject({ code: 'not-found' });
    });

    test('nobody gets one for who is not there, nor without a full name', async () => {
      const tokens = app.get(Tokens);
      expect(await tokens.createFor('nobody-at-all', null)).toMatchObject({
        errors: [{ code: 'account-unknown' }],
      });
      expect(await tokens.createForPartner('nuvole', 'Pia Fontana', null)).toMatchObject({
        errors: [{ code: 'partner-unknown' }],
      });
      expect(await tokens.createForPartner('acque', 'Pia', null)).toMatchObject({
        errors: [{ code: 'full-name-needed' }],
      });
    });

    test('a resting partner opens nothing', async () => {
      const { token } = (await app
        .get(Tokens)
        .createForPartner('acque', 'Pia Fontana', null)) as CreatedToken;
      const rest = (isActive: boolean) =>
        app.get(Transactions).run((em) => em.update(Partner, { code: 'acque' }, { isActive }));
      await rest(false);
      expect(await app.get(AccountViewers).byToken(token)).toBeNull();
      await rest(true);
      expect(await app.get(AccountViewers).byToken(token)).not.toBeNull();
    });
  });

  test('what all this left in the audit list is one whole chain', async () => {
    expect(await app.get(Audit).verifyAudit()).toMatchObject({ ok: true });
  });
});
