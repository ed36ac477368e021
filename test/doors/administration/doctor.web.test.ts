import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../../../src/app.module.js';
import { Environment } from '../../../src/config/environment.js';
import { secretsFile } from '../../../src/config/secrets.js';
import { writerOptions } from '../../../src/database/data-source.js';
import { noteBackup } from '../../../src/doors/administration/backup/last-backup.js';
import { lookAtDatabase } from '../../../src/doors/administration/doctor/database.js';
import type { Finding } from '../../../src/doors/administration/doctor/finding.js';
import { lookAtMachine } from '../../../src/doors/administration/doctor/machine.js';
import { askNeighbours } from '../../../src/doors/administration/doctor/neighbours.js';
import { lookIntoTown } from '../../../src/doors/administration/doctor/town.js';
import { schema } from '../../../src/schema.js';
import { Clock } from '../../../src/shared/clock.js';
import { migratedEnvironment, testEnvironment } from '../../support/database.js';
import { SmtpSink } from '../../support/smtp-sink.js';

const NOW = new Date('2026-10-05T08:00:00Z');

const at = (found: readonly Finding[], place: string) =>
  found.filter((one) => one.place === place).map(({ level, sentence }) => `${level}: ${sentence}`);
const levels = (found: readonly Finding[], place: string) =>
  found.filter((one) => one.place === place).map(({ level }) => level);

describe('the doctor looks at the machine', () => {
  test('a folder of ours, whose secrets only we may read, with a backup of last night, is well', async () => {
    const environment = await testEnvironment();
    await noteBackup(environment.dataDir, { madeAt: '2026-10-05T02:00:00.000Z', folder: '/b' });
    const found = await lookAtMachine(environment, NOW);
    expect(levels(found, 'folder')).toEqual(['ok']);
    expect(levels(found, 'backup')).toEqual(['ok']);
    expect(at(found, 'secrets')).toEqual([]);
  });

  test('no backup, or one of three days ago, is worth a warning', async () => {
    const environment = await testEnvironment();
    expect(levels(await lookAtMachine(environment, NOW), 'backup')).toEqual(['warning']);
    await noteBackup(environment.dataDir, { madeAt: '2026-10-02T02:00:00.000Z', folder: '/b' });
    expect(levels(await lookAtMachine(environment, NOW), 'backup')).toEqual(['warning']);
  });

  test('secrets that others may read are a fault', async () => {
    const environment = await testEnvironment();
    chmodSync(secretsFile(environment.dataDir), 0o644);
    expect(levels(await lookAtMachine(environment, NOW), 'secrets')).toEqual(['fault']);
  });

  test('a folder that is not there is a fault, and is not made', async () => {
    const here = await testEnvironment();
    const environment = new Environment({ ...here, dataDir: join(here.dataDir, 'nowhere') });
    for (const _twice of [1, 2])
      expect(levels(await lookAtMachine(environment, NOW), 'folder')).toEqual(['fault']);
  });
});

describe('the doctor looks at the database', () => {
  test('one that is up to date is well, and may be opened', async () => {
    const { findings, isCurrent } = await lookAtDatabase(
      await migratedEnvironment(),
      schema,
      new Clock(),
    );
    expect(isCurrent).toBe(true);
    expect(findings.every(({ level }) => level === 'ok')).toBe(true);
  });

  test('one that waits for migrations is told of, and left as it is', async () => {
    const environment = await migratedEnvironment();
    const last = schema.migrations.at(-1)?.name;
    await inDatabase(environment, `DELETE FROM migrations WHERE name = '${last}'`);
    for (const _twice of [1, 2]) {
      const { findings, isCurrent } = await lookAtDatabase(environment, schema, new Clock());
      expect(isCurrent).toBe(false);
      expect(findings[0]).toMatchObject({ level: 'warning' });
    }
  });

  test('one of a newer Iter is a fault', async () => {
    const environment = await migratedEnvironment();
    await inDatabase(
      environment,
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'OfTheFuture9999999999999')`,
    );
    const { findings, isCurrent } = await lookAtDatabase(environment, schema, new Clock());
    expect(isCurrent).toBe(false);
    expect(findings[0]).toMatchObject({ level: 'fault' });
    expect(findings[0]?.sentence).toContain('OfTheFuture');
  });

  test('one that cannot be opened is a fault in words', async () => {
    const here = await migratedEnvironment();
    const place = `${here.databaseUrl ?? 'sqlite:/'}nowhere/x`;
    const environment = new Environment({ ...here, databaseUrl: place });
    const { findings } = await lookAtDatabase(environment, schema, new Clock());
    expect(findings.map(({ level }) => level)).toEqual(['fault']);
  });
});

describe('the doctor asks the neighbours', () => {
  const sink = new SmtpSink();
  afterEach(() => sink.close());

  test('a mail server that takes us is well, and got no mail', async () => {
    const environment = await testEnvironment({ SMTP_URL: await sink.listen() });
    expect(levels(await askNeighbours(environment), 'mail')).toEqual(['ok']);
    expect(sink.mails).toEqual([]);
  });

  test('who does not answer is a fault; a web process that is not started, a warning', async () => {
    const environment = await testEnvironment({
      SMTP_URL: 'smtp://127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
      IMAP_URL: 'imap://iter:x@127.0.0.1:1/INBOX',
      MAIL_REPLY_TO: 'iter@comune.example',
      PORT: '1',
    });
    const found = await askNeighbours(environment);
    expect(levels(found, 'mail')).toEqual(['fault']);
    expect(at(found, 'Redis')[0]).toMatch(/^fault: it does not answer: ./);
    expect(at(found, 'mailbox')[0]).toMatch(/^fault: it does not answer: ./);
    expect(levels(found, 'web')).toEqual(['warning']);
  });
});

describe('the doctor looks into the town', () => {
  let app: INestApplicationContext | undefined;
  afterEach(() => app?.close());

  test('a town without an administrator has a fault there, and only there', async () => {
    const environment = await migratedEnvironment();
    const module = Test.createTestingModule({ imports: [AppModule] });
    app = await (await module.overrideProvider(Environment).useValue(environment).compile()).init();
    const found = await lookIntoTown(app);
    expect(levels(found, 'people')).toEqual(['fault']);
    for (const place of ['iters', 'routing', 'letters', 'clocks'])
      expect(levels(found, place)).toEqual(['ok']);
    expect(at(found, 'open-data').join()).toContain('warning: no IPA code is set');
  });
});

async function inDatabase(environment: Environment, sql: string): Promise<void> {
  const source = await new DataSource(writerOptions(environment, schema)).initialize();
  await source.query(sql);
  await source.destroy();
}
