import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Command } from 'commander';
import { AccessModule } from '../../src/access/access.module.js';
import { Account } from '../../src/accounts/account.entity.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { Environment } from '../../src/config/environment.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Reads } from '../../src/database/reads.js';
import { register } from '../../src/doors/administration/commands/seed.command.js';
import type { WithApp } from '../../src/doors/administration/commands/with-app.js';
import { TownModule } from '../../src/doors/administration/town/town.module.js';
import { TownSeeding } from '../../src/doors/administration/town/town-seeding.service.js';
import { schema } from '../../src/schema.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { testEnvironment } from '../support/database.js';

describe('the command seed', () => {
  let app: TestingModule;
  let environment: Environment;
  beforeAll(async () => {
    environment = await testEnvironment();
    app = await Test.createTestingModule({
      imports: [
        ConfigModule,
        DatabaseModule.forRoot(schema),
        SettingsModule,
        AccessModule,
        TownModule,
      ],
    })
      .overrideProvider(Environment)
      .useValue(environment)
      .compile();
    await app.init();
  });
  afterAll(() => app.close());

  const run = async (...args: string[]): Promise<string[]> => {
    const lines: string[] = [];
    const withApp: WithApp = (work) =>
      work(app as INestApplicationContext, (line) => lines.push(line));
    const program = new Command();
    register(program, withApp);
    await program.parseAsync(['seed', ...args], { from: 'user' });
    return lines;
  };

  test('refuses the invented town in production: a council names its own file', async () => {
    Object.assign(environment, { mode: 'production' });
    await expect(run()).rejects.toThrow("the council's own file");
    Object.assign(environment, { mode: 'development' });
    expect(await app.get(Reads).of(Account).count()).toBe(0);
  });

  test('refuses a file that is not there or has faults, with all of them, and writes nothing', async () => {
    const file = join(mkdtempSync(join(environment.dataDir, 'seed-')), 'town.yaml');
    await expect(run(file)).rejects.toThrow('cannot be read');
    writeFileSync(file, 'offices: []\ncategories: []\n');
    await expect(run(file)).rejects.toThrow(/2 fault\(s\)[^]*offices:[^]*categories:/);
    expect(await app.get(Reads).of(Account).count()).toBe(0);
  });

  test('without a file loads Rocca a Mare and shows once the password made for each person', async () => {
    const lines = await run();
    expect(lines).toContain('categories: 13 added');
    const bruno = lines.find((line) => line.startsWith('bruno\t'))?.split('\t');
    expect(bruno).toEqual(['bruno', expect.any(String), 'operator', 'Bruno Conti']);
    const carla = lines.find((line) => line.startsWith('carla\t'))?.split('\t');
    expect(carla?.[1]).not.toBe(bruno?.[1]);
    expect(lines.find((line) => line.includes('webhook secret'))).toMatch(/^luce-strade\t.*whsec_/);
    const { passwordHash } = await app
      .get(Reads)
      .of(Account)
      .findOneByOrFail({ username: 'bruno' });
    expect(passwordHash).toMatch(/^\$argon2id\$/);
  });

  test('again adds nothing and shows no password', async () => {
    const lines = await run();
    expect(lines.every((line) => line.endsWith(': 0 added'))).toBe(true);
  });

  test("a given password is everybody's, for the demo", async () => {
    const yaml = `
offices: [{ code: urp, name: { it: URP } }]
categories: [{ code: other, name: { it: Altro }, office: urp, workflow: fault }]
accounts: [{ username: zita, name: Zita Onda, role: front-desk }]`;
    const { signIns } = await app
      .get(TownSeeding)
      .seed(yaml, { password: 'gabbiani sopra il molo' });
    expect(signIns).toEqual([
      {
        username: 'zita',
        name: 'Zita Onda',
        role: 'front-desk',
        password: 'gabbiani sopra il molo',
      },
    ]);
    const { passwordHash } = await app.get(Reads).of(Account).findOneByOrFail({ username: 'zita' });
    expect(passwordHash).not.toContain('gabbiani');
  });
});
