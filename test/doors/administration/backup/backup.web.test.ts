import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { databaseKind } from '../../../../src/config/database-kind.js';
import type { Environment } from '../../../../src/config/environment.js';
import { writerOptions } from '../../../../src/database/data-source.js';
import { Reads } from '../../../../src/database/reads.js';
import { FileStore } from '../../../../src/files/file-store.js';
import { Files } from '../../../../src/files/files.service.js';
import { Attachment } from '../../../../src/requests/attachments/attachment.entity.js';
import { entities, migrations, schema } from '../../../../src/schema.js';
import { readManifest } from '../../../../src/doors/administration/backup/manifest.js';
import { HOLDERS } from '../../../../src/doors/administration/backup/named-files.js';
import { freshSecrets } from '../../../../src/config/secrets.js';
import { picture, sent } from '../../../files/pictures.js';
import { testEnvironment } from '../../../support/database.js';
import { done, file } from '../../../support/filings.js';
import { type House, openBeside, openHouse } from '../../../support/house.js';
import { openBrowser } from '../../../web/browser.js';
import { TOWN_PASSWORD } from '../../../support/people.js';
import { backUp, emptyPlaceFor, NOW, restoreInto, type TestBackup } from './copied-town.js';

describe('a backup', () => {
  let house: House;
  let backup: TestBackup;
  let ticket: { ticketNumber: string; password: string };
  let photo: Buffer;
  beforeAll(async () => {
    house = await openHouse();
    photo = await picture().jpeg().toBuffer();
    const accepted = done(await house.get(Files).accept(sent(photo), { kind: 'photo' }));
    if (!accepted.ok) throw new Error(accepted.error.code);
    const { ticketNumber, password } = await file(house, { files: [accepted.file] });
    ticket = { ticketNumber, password };
    await file(house, { title: 'Lampione spento in piazza' });
    backup = await backUp(house.environment);
  });
  afterAll(() => house.close());

  /** What a citizen, an operator and anybody see, without what is made anew for each page. */
  const pagesOf = async (app: NestExpressApplication): Promise<string[]> => {
    const anybody = openBrowser(app);
    const citizen = openBrowser(app);
    const operator = openBrowser(app);
    await anybody.get('/servizi/segnalazioni');
    await citizen.follow(await citizen.post('/servizi/segnalazioni/accedi', ticket));
    await operator.post('/accedi', { username: 'bruno', password: TOWN_PASSWORD });
    await operator.get('/ufficio');
    const list = operator.page;
    await operator.get(`/ufficio/segnalazioni/${ticket.ticketNumber}`);
    return [anybody.page, citizen.page, list, operator.page].map((page) =>
      page.replace(/value="[^"]*"/g, ''),
    );
  };

  test('a restored town is sound and answers the same pages, with the same photo', async () => {
    const place = await emptyPlaceFor(house.environment);
    const restored = await restoreInto(place, backup.folder, { isMoved: true });
    expect(restored).toMatchObject({ brokenChains: 0, files: 1 });
    const app = await openBeside({ environment: place, clock: house.clock });
    try {
      const [there, here] = [await pagesOf(app), await pagesOf(house.app)];
      expect(there).toEqual(here);
      expect(there[1]).toContain('Buca profonda davanti al civico 12');
      expect(there[2]).toContain('Lampione spento in piazza');
      const { storedAs, digest } = await app.get(Reads).of(Attachment).findOneByOrFail({});
      const bytes = (await app.get(FileStore).open(storedAs))?.stream.setEncoding('hex');
      let hex = '';
      for await (const part of bytes ?? []) hex += part;
      expect(createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')).toBe(digest);
    } finally {
      await app.close();
    }
  });

  test('is readable by its owner alone, lists all that is in it, and holds no secret', () => {
    const files = readdirSync(backup.folder, { recursive: true, withFileTypes: true });
    for (const one of files) expect(statSync(join(one.parentPath, one.name)).mode & 0o077).toBe(0);
    expect(statSync(backup.folder).mode & 0o077).toBe(0);
    const manifest = readManifest(readFileSync(join(backup.folder, 'manifest.json'), 'utf8'));
    if (typeof manifest === 'string') throw new Error(manifest);
    const there = files.filter((one) => one.isFile()).length;
    expect(manifest.entries).toHaveLength(there - 1); // itself
    expect(manifest.database.migrations).toHaveLength(migrations.length);
    expect(manifest.secrets.areInside).toBe(false);
    expect(JSON.stringify(manifest)).not.toContain(house.environment.passwordPepper);
    expect(backup.made.counts).toEqual(manifest.counts);
    expect(manifest.counts.requests).toBe(2);
  });

  test('leaves nothing where it cannot be finished, and refuses to write over one that is being written', async () => {
    const nowhere = { ...house.environment, databaseUrl: wrongDatabase() } as Environment;
    await expect(backUp(nowhere)).rejects.toThrow();
    const siblings = readdirSync(join(house.environment.dataDir, '..'));
    const left = siblings.filter((name) => name.includes('-backup-'));
    for (const name of left)
      expect(
        readdirSync(join(house.environment.dataDir, '..', name)).filter((n) => n.endsWith('.partial')), // prettier-ignore
      ).toEqual([]);
  });

  test('names a stored file that is missing, and one that was changed on the disk', async () => {
    const own = await openHouse();
    try {
      const keep = async () => {
        const accepted = done(await own.get(Files).accept(sent(photo), { kind: 'photo' }));
        if (!accepted.ok) throw new Error(accepted.error.code);
        return accepted.file;
      };
      const files = [await keep(), await keep()];
      await file(own, { files });
      const pathOf = (name = '') =>
        join(own.environment.dataDir, 'files', name.slice(0, 2), name.slice(2, 4), name);
      rmSync(pathOf(files[0]?.storedAs));
      appendFileSync(pathOf(files[1]?.storedAs), 'x');
      const { made } = await backUp(own.environment);
      expect(made.absent).toEqual([files[0]?.storedAs]);
      expect(made.damaged).toEqual([files[1]?.storedAs]);
    } finally {
      await own.close();
    }
  });

  test('knows every table whose rows name stored bytes', () => {
    const source = new DataSource(writerOptions(house.environment, schema));
    expect(source.options.entities).toBe(entities);
    const holders = house.reads.em.dataSource.entityMetadatas
      .filter(({ columns }) => columns.some(({ propertyName }) => propertyName === 'storedAs'))
      .map(({ tableName }) => tableName);
    expect(HOLDERS.map(({ table }) => table).sort()).toEqual(holders.sort());
  });

  describe('is refused', () => {
    const changed = async (change: (folder: string) => void): Promise<string> => {
      const { folder } = await backUp(house.environment);
      change(folder);
      return folder;
    };
    const refusal = async (folder: string, place?: Environment): Promise<string> => {
      const into = place ?? (await emptyPlaceFor(house.environment));
      const error = await restoreInto(into, folder).catch((thrown: unknown) => thrown);
      const left = readdirSync(into.dataDir).filter((name) => !/^(secrets|instance)/.test(name));
      expect(left).toEqual([]);
      return error instanceof Error ? error.message : 'not refused';
    };
    const databaseOf = (folder: string) =>
      join(folder, databaseKind === 'postgres' ? 'database.ndjson.gz' : 'database.sqlite');

    test('where a byte of the database is another', async () => {
      const folder = await changed((at) => {
        const bytes = readFileSync(databaseOf(at));
        bytes.writeUInt8(bytes.readUInt8(5_000) ^ 1, 5_000);
        writeFileSync(databaseOf(at), bytes);
      });
      expect(await refusal(folder)).toMatch(/database\S+ is not what was written: its checksum/);
    });

    test('where it was cut, where a file is missing, where a photo was changed', async () => {
      const cut = await changed((at) => writeFileSync(databaseOf(at), readFileSync(databaseOf(at)).subarray(0, 9_000))); // prettier-ignore
      expect(await refusal(cut)).toContain('is not what was written');
      const missing = await changed((at) => rmSync(databaseOf(at)));
      expect(await refusal(missing)).toContain('is missing: this backup is not whole');
      const photos = await changed((at) => {
        const [found] = readdirSync(join(at, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()); // prettier-ignore
        appendFileSync(join(found?.parentPath ?? '', found?.name ?? ''), 'x');
      });
      expect(await refusal(photos)).toContain('is not what was written');
    });

    test('where the manifest was changed, is missing, or is of something else', async () => {
      const manifestOf = (at: string) => join(at, 'manifest.json');
      const edited = await changed((at) => {
        const text = readFileSync(manifestOf(at), 'utf8');
        writeFileSync(manifestOf(at), text.replace('"requests": 2', '"requests": 3'));
      });
      expect(await refusal(edited)).toContain('was changed after it was written');
      expect(await refusal(await changed((at) => rmSync(manifestOf(at))))).toContain(
        'is no backup',
      );
      const strange = await changed((at) => writeFileSync(manifestOf(at), '{"name":"photos"}'));
      expect(await refusal(strange)).toContain('not that of a backup of Iter');
      const escaping = await changed((at) => {
        const text = readFileSync(manifestOf(at), 'utf8');
        writeFileSync(manifestOf(at), text.replace(/"path": "files[^"]*"/, '"path": "../secrets.json"')); // prettier-ignore
      });
      expect(await refusal(escaping)).toContain('was changed');
      expect(await refusal('/nowhere/at/all')).toContain('is no backup');
    });

    test('where the secrets are not those of then; told so, it goes on', async () => {
      const place = await testEnvironment({ ...freshSecrets() });
      const message = await refusal(backup.folder, place);
      expect(message).toContain('ITER_PASSWORD_PEPPER, ITER_ENCRYPTION_KEYS (key k1)');
      const restored = await restoreInto(place, backup.folder, { allowsOtherSecrets: true });
      expect(restored.brokenChains).toBe(0);
    });

    test('where something is here already; told to replace it, what was here is kept aside', async () => {
      const place = await emptyPlaceFor(house.environment);
      await restoreInto(place, backup.folder);
      await expect(restoreInto(place, backup.folder)).rejects.toThrow(
        'this place is not empty: it has a database and stored files',
      );
      const { asideAs } = await restoreInto(place, backup.folder, { isReplacing: true });
      expect(await requestsIn(place, asideAs)).toBe(2);
      expect(await requestsIn(place, null)).toBe(2);
    });

    test('where its schema is newer than this program', async () => {
      const place = await emptyPlaceFor(house.environment);
      const old = { entities, migrations: migrations.slice(0, -1) };
      const newest = migrations.at(-1)?.name ?? '';
      const restoring = restoreInto(place, backup.folder, { schema: old });
      await expect(restoring).rejects.toThrow(`its schema has ${newest}, which this program`);
    });
  });

  test('of an older schema is brought up to date', async () => {
    const old = await testEnvironment();
    const source = await new DataSource(
      writerOptions(old, { entities, migrations: migrations.slice(0, -4) }),
    ).initialize();
    await source.runMigrations({ transaction: 'each' });
    await source.query(`INSERT INTO settings (key, value) VALUES ('councilName', '"Rocca"')`);
    await source.destroy();
    const { folder } = await backUp(old);
    const place = await emptyPlaceFor(old);
    await restoreInto(place, folder);
    const restored = await new DataSource(writerOptions(place, schema)).initialize();
    expect(await restored.showMigrations()).toBe(false);
    expect(await restored.query('SELECT key, value FROM settings')).toEqual([
      { key: 'councilName', value: '"Rocca"' },
    ]);
    await restored.destroy();
  });

  test('that carries the secrets brings them into an empty data folder', async () => {
    const carrying = await backUp(house.environment, { withSecrets: true });
    const place = await testEnvironment(); // its own secrets are in its folder
    rmSync(join(place.dataDir, 'secrets.json'));
    await restoreInto(place, carrying.folder, { look: () => house.environment });
    const kept = JSON.parse(readFileSync(join(place.dataDir, 'secrets.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ ITER_PASSWORD_PEPPER: house.environment.passwordPepper });
  });

  function wrongDatabase(): string {
    return databaseKind === 'postgres'
      ? 'postgres://nobody@127.0.0.1:1/nowhere'
      : 'sqlite:/nowhere/iter.sqlite';
  }

  /** In the database of a place, or in what was set aside there. */
  async function requestsIn(place: Environment, asideAs: string | null): Promise<number> {
    const isFile = databaseKind === 'sqlite' && asideAs !== null;
    const at = isFile ? { ...place, databaseUrl: `sqlite:${asideAs}` } : place;
    const source = await new DataSource(writerOptions(at as Environment, schema)).initialize();
    const within = !isFile && asideAs !== null ? `${asideAs}.` : '';
    const [row] = (await source.query(`SELECT COUNT(*) AS n FROM ${within}service_requests`)) as {
      n: number | string;
    }[];
    await source.destroy();
    return Number(row?.n);
  }

  test('says when it was made', () => {
    const manifest = readManifest(readFileSync(join(backup.folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ madeAt: NOW.toISOString() });
  });
});
