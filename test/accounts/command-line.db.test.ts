import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CommanderError } from 'commander';
import { Readable } from 'node:stream';
import { AccountViewers } from '../../src/accounts/account-viewers.service.js';
import { SignIn } from '../../src/accounts/sign-in.service.js';
import { AppModule } from '../../src/app.module.js';
import { Environment } from '../../src/config/environment.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { buildProgram } from '../../src/doors/administration/commands/program.js';
import { readSecret } from '../../src/doors/administration/commands/read-secret.js';
import {
  CommandFault,
  type House,
  type WithApp,
} from '../../src/doors/administration/commands/with-app.js';
import { Offices } from '../../src/offices/offices.service.js';
import { Partner } from '../../src/partners/partner.entity.js';
import { newId } from '../../src/shared/ids.js';
import { testEnvironment } from '../support/database.js';

const notAsked = () => Promise.reject(new Error('not asked for here'));
const NO_HOUSE: House = {
  print: () => undefined,
  tell: () => undefined,
  serveApp: notAsked,
  loadSchema: notAsked,
};

describe('the command line', () => {
  let app: INestApplicationContext;
  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Environment)
      .useValue(await testEnvironment())
      .compile();
    app = await testing.init();
    const offices = new Offices(app.get(Reads));
    await app.get(Transactions).run(async (em) => {
      await offices.create(em, { code: 'strade', name: { it: 'Strade' } });
      await em.insert(Partner, {
        id: newId(),
        code: 'acque',
        name: 'Acque di Prova',
        kind: 'utility',
        agreement: { seesContacts: false },
        emergencyPhone: null,
        isActive: true,
      });
    });
  });
  afterAll(() => app.close());

  /** Runs a command as `npm run iter -- <words>` does; answers what it printed on stdout. */
  const run = async (...words: string[]): Promise<string[]> => {
    const printed: string[] = [];
    const withApp: WithApp = (work) => work(app, (line) => printed.push(line));
    const program = await buildProgram(withApp, NO_HOUSE);
    program
      .exitOverride()
      .configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => undefined });
    for (const command of program.commands)
      for (const one of [command, ...command.commands])
        one
          .exitOverride()
          .configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => undefined });
    await program.parseAsync(words, { from: 'user' });
    return printed;
  };
  const account = (username: string, ...more: string[]) =>
    run('account', 'create', username, '--name', 'Bruno Prova', '--role', 'operator', ...more);

  test.each([
    ['migrate'],
    ['doctor'],
    ['account', 'create'],
    ['account', 'list'],
    ['account', 'reset'],
    ['token', 'create'],
    ['token', 'list'],
    ['token', 'revoke'],
    ['partner-token', 'create'],
    ['backup'],
    ['restore'],
    ['held', 'send'],
  ])('%s %s explains itself with --help', async (...words) => {
    const noApplication = () => Promise.reject(new Error('help needs no application'));
    const program = await buildProgram(noApplication, NO_HOUSE);
    const found = words.reduce(
      (command, word) => command.commands.find((one) => one.name() === word)!,
      program,
    );
    expect(found.helpInformation()).toContain(`Usage: iter ${words.join(' ')}`);
    expect(found.description()).not.toBe('');
  });

  test('every command has a description', async () => {
    const program = await buildProgram(() => Promise.resolve(), NO_HOUSE);
    const all = program.commands.flatMap((command) => [command, ...command.commands]);
    expect(all.filter((command) => command.description() === '').map((c) => c.name())).toEqual([]);
  });

  test('migrate lists the migrations that the database has', async () => {
    expect(await run('migrate')).toContain('CreateTables1763683200000');
  });

  test('account create prints a password once, alone, and it signs in', async () => {
    const printed = await account('bruno.uno', '--office', 'strade');
    expect(printed).toHaveLength(1);
    const client = { client: 'c', coarseClient: 'c' };
    const answer = await app
      .get(SignIn)
      .check({ username: 'bruno.uno', password: printed[0]!, ...client });
    expect(answer).toMatchObject({ viewer: { username: 'bruno.uno' } });
  });

  test('account create refuses what does not fit, naming the field', async () => {
    await expect(account('bruno.due')).rejects.toThrow('offices: office-needed');
    await expect(
      account('bruno.due', '--office', 'strade', '--language', 'xx'),
    ).rejects.toBeInstanceOf(CommandFault);
    await expect(run('account', 'create', 'bruno.due')).rejects.toBeInstanceOf(CommanderError);
  });

  test('account list prints one line for each person', async () => {
    await account('bruno.tre', '--office', 'strade');
    const printed = await run('account', 'list');
    expect(printed).toContain('bruno.tre\tBruno Prova\toperator\tstrade\topen');
  });

  test('account reset prints a new password, alone, and the lost one is void', async () => {
    const [lost] = await account('bruno.cinque', '--office', 'strade');
    const printed = await run('account', 'reset', 'bruno.cinque');
    expect(printed).toHaveLength(1);
    const check = (password: string) =>
      app.get(SignIn).check({ username: 'bruno.cinque', password, client: 'c', coarseClient: 'c' });
    expect(await check(lost!)).toBeNull();
    expect(await check(printed[0]!)).toMatchObject({ viewer: { mustChangePassword: true } });
    await expect(run('account', 'reset', 'nobody')).rejects.toBeInstanceOf(CommandFault);
  });

  test('token create prints the token, alone', async () => {
    await account('bruno.quattro', '--office', 'strade');
    const [token, ...rest] = await run('token', 'create', 'bruno.quattro');
    expect(rest).toEqual([]);
    expect(await app.get(AccountViewers).byToken(token!)).toMatchObject({
      username: 'bruno.quattro',
    });
    await expect(run('token', 'create', 'nobody')).rejects.toThrow('account-unknown');
  });

  test('partner-token create prints a token of the named person', async () => {
    const [token] = await run('partner-token', 'create', 'acque', '--person', 'Pia Fontana');
    expect(await app.get(AccountViewers).byToken(token!)).toMatchObject({ name: 'Pia Fontana' });
  });

  test('token list tells every token in force and whose it is, token revoke ends one', async () => {
    const [first] = await run('partner-token', 'create', 'acque', '--person', 'Ugo Porto');
    const [second] = await run('partner-token', 'create', 'acque', '--person', 'Ugo Porto', '--until', '2099-06-30'); // prettier-ignore
    const ofUgo = async () =>
      (await run('token', 'list')).filter((line) => line.includes('Ugo Porto'));
    const [lasting, ending] = await ofUgo();
    expect(lasting).toMatch(/^\S{36}\tacque\tUgo Porto\t\d{4}-\d\d-\d\d\t-$/);
    expect(ending).toMatch(/\t2099-06-30$/);
    const id = lasting!.split('\t')[0]!;
    expect(await run('token', 'revoke', id)).toEqual([]);
    expect(await ofUgo()).toEqual([ending]);
    expect(await app.get(AccountViewers).byToken(first!)).toBeNull();
    expect(await app.get(AccountViewers).byToken(second!)).not.toBeNull();
    await expect(run('token', 'revoke', id)).rejects.toThrow(`no token in force has the id ${id}`);
  });

  test('a token ends on a day, which is written as a day and not past', async () => {
    const until = (day: string) =>
      run('partner-token', 'create', 'acque', '--person', 'Ugo Porto', '--until', day);
    await expect(until('30/06/2099')).rejects.toThrow('a day is written 2027-06-30');
    await expect(until('2020-06-30')).rejects.toThrow('until: date-past');
  });

  test('a password from standard input is its first line, and an empty one is refused', async () => {
    expect(await readSecret(Readable.from(['quattro gatti\r\nsul molo\n']))).toBe('quattro gatti');
    await expect(readSecret(Readable.from(['\n']))).rejects.toBeInstanceOf(CommandFault);
    await expect(readSecret(Readable.from([]))).rejects.toBeInstanceOf(CommandFault);
  });
});
