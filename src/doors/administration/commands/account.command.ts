import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { Account } from '../../../accounts/account.entity.js';
import { AccountQueries } from '../../../accounts/account-queries.js';
import type { NewAccount } from '../../../accounts/account-input.js';
import { Accounts } from '../../../accounts/accounts.service.js';
import { StaffPasswords } from '../../../accounts/passwords/staff-passwords.service.js';
import { Reads } from '../../../database/reads.js';
import { isLanguage } from '../../../shared/localized-text.js';
import { isRefusal } from '../../../shared/refusal.js';
import { readSecret } from './read-secret.js';
import { CommandFault, group, type WithApp } from './with-app.js';

interface CreateOptions {
  readonly name: string;
  readonly role: string;
  readonly office: readonly string[];
  readonly partner?: string;
  readonly email?: string;
  readonly language: string;
  readonly passwordStdin?: true;
}

export function register(program: Command, withApp: WithApp): void {
  const account = group(program, 'account', 'People with a sign-in');
  account
    .command('create <username>')
    .description('Creates an account; prints a password made for it where none is given')
    .requiredOption('--name <name>', 'name and surname, as every step will show it')
    .requiredOption('--role <code>', 'operator, supervisor, director, front-desk, administrator, …')
    .option('--office <code>', 'office of the person; may be given again', gather, [])
    .option('--partner <code>', 'partner of the person, for the role partner')
    .option('--email <address>', 'where the person is written to')
    .option('--language <code>', 'it, en, de or fr', 'it')
    .option('--password-stdin', 'take the password from the first line of standard input')
    .action((username: string, options: CreateOptions) =>
      withApp(async (app, print) => {
        const input = await accountOf(username, options);
        const created = await app.get(Accounts).create(input, null);
        if (isRefusal(created)) throw CommandFault.of(created);
        if (created.password) print(created.password);
      }),
    );
  account
    .command('reset <username>')
    .description(
      'Replaces a lost password by one made here, and prints it; it is changed at sign-in',
    )
    .action((username: string) => withApp((app, print) => reset(app, username, print)));
  account
    .command('list')
    .description('Lists the accounts: username, name, role, offices or partner, open or closed')
    .action(() => withApp(async (app, print) => printAll(app.get(AccountQueries), print)));
}

function gather(code: string, before: readonly string[]): string[] {
  return [...before, code];
}

async function accountOf(username: string, options: CreateOptions): Promise<NewAccount> {
  const { name, role, office, partner, email, language } = options;
  if (!isLanguage(language)) throw new CommandFault('language: language-not-valid');
  return {
    username,
    name,
    roleCode: role,
    officeCodes: office,
    language,
    ...(partner !== undefined && { partnerCode: partner }),
    ...(email !== undefined && { email }),
    ...(options.passwordStdin && { password: await readSecret(process.stdin) }),
  };
}

async function reset(
  app: INestApplicationContext,
  username: string,
  print: (line: string) => void,
): Promise<void> {
  const account = await app.get(Reads).of(Account).findOneBy({ username });
  if (!account) throw new CommandFault(`nobody has the username ${username}`);
  const made = await app.get(StaffPasswords).reset(account.id, null);
  if (isRefusal(made)) throw CommandFault.of(made);
  print(made);
}

async function printAll(accounts: AccountQueries, print: (line: string) => void): Promise<void> {
  for (let cursor: string | undefined; ;) {
    const { items, next } = await accounts.list(cursor, 100);
    for (const one of items) {
      const where = one.partnerCode ?? one.officeCodes.join(',');
      const state = one.isActive ? 'open' : 'closed';
      print([one.username, one.name, one.roleCode, where || '-', state].join('\t'));
    }
    if (!next) return;
    cursor = next;
  }
}
