import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Environment } from '../../src/config/environment.js';
import { Vault } from '../../src/config/vault.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { DeliveriesModule } from '../../src/deliveries/deliveries.module.js';
import { Outbox } from '../../src/deliveries/outbox.js';
import { MailFolder } from '../../src/deliveries/channels/mail-folder.js';
import { DispatchService } from '../../src/deliveries/sending/dispatch.service.js';
import { NoticesModule } from '../../src/notices/notices.module.js';
import { PartnersModule } from '../../src/partners/partners.module.js';
import { Partners } from '../../src/partners/partners.service.js';
import { Clock } from '../../src/shared/clock.js';
import { Languages } from '../../src/web/languages.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';
import { addPartner, isEnded, mailLetter, stateOf } from './post-office.js';

describe('the modules of post, notices and partners', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  const start = async () => {
    const given = [
      ...[Clock, Vault, Languages, { provide: Environment, useValue: db.environment }],
      { provide: Transactions, useValue: db.transactions },
      { provide: Reads, useValue: db.reads },
    ];
    @Global()
    @Module({ providers: given, exports: given })
    class Ground {}
    const imports = [Ground, DeliveriesModule, NoticesModule, PartnersModule];
    const module = await Test.createTestingModule({ imports }).compile();
    return module.init();
  };

  test('a process sends once it is told to, and not before; stopping it ends the sending', async () => {
    const app = await start();
    const post = () => db.transactions.run((em) => app.get(Outbox).post(em, [mailLetter()]));
    const [first] = await post();
    expect(await stateOf(db, first!)).toMatchObject({ state: 'pending', attempts: 0 });
    app.get(DispatchService).start('web');
    const [second] = await post();
    await until(isEnded(db, [first!, second!]));
    const mails = await app.get(MailFolder).list(10);
    expect(mails.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(app.get(DispatchService).isRedisReachable).toBeNull();
    await app.close();
    const [third] = await post();
    expect(await stateOf(db, third!)).toMatchObject({ state: 'pending', attempts: 0 });
  });

  test("a partner's worker is remembered by number; a name once told stays until a newer one comes", async () => {
    const app = await start();
    const partners = app.get(Partners);
    const { partnerId } = await addPartner(db, {});
    const hear = (code: string, name?: string | null) =>
      db.transactions.run((em) => partners.rememberOperator(em, partnerId, code, name));
    const known = async () =>
      (await partners.operators(partnerId)).map(({ code, name }) => [code, name]);
    await hear('17');
    await hear('17', 'Mario Verdi');
    await hear('17', null);
    await hear('9');
    expect(await known()).toEqual([
      ['17', 'Mario Verdi'],
      ['9', null],
    ]);
    await hear('17', 'Maria Verdi');
    expect(await known()).toContainEqual(['17', 'Maria Verdi']);
    expect((await partners.byId(partnerId))?.code).toBe(`p-${partnerId}`);
    expect((await partners.byCode(`p-${partnerId}`))?.id).toBe(partnerId);
    expect((await partners.active()).map(({ id }) => id)).toContain(partnerId);
    await app.close();
  });
});
