import type { INestApplicationContext } from '@nestjs/common';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { TokenQueries } from '../../../accounts/token-queries.js';
import { Tokens } from '../../../accounts/tokens.service.js';
import { civilDate, endOfCivilDay, isCivilDate } from '../../../calendar/domain/civil-time.js';
import { isRefusal } from '../../../shared/refusal.js';
import { CommandFault, group, type Print, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  const token = group(program, 'token', 'Tokens for the API, of council people and partners');
  token
    .command('create <username>')
    .description('Prints a new token of a council person, alone; it is shown this once')
    .addOption(lastDay())
    .action((username: string, { until }: { until?: Date }) =>
      withApp(async (app, print) => {
        const created = await app.get(Tokens).createFor(username, null, until);
        if (isRefusal(created)) throw CommandFault.of(created);
        print(created.token);
      }),
    );
  token
    .command('list')
    .description(
      "Lists the tokens in force, partners' too: id, username or partner, name, since, last day",
    )
    .action(() => withApp(printAll));
  token
    .command('revoke <id>')
    .description("Ends a token, a partner's too, at once; `token list` tells the id")
    .action((id: string) =>
      withApp(async (app) => {
        if (isRefusal(await app.get(Tokens).revoke(id, null)))
          throw new CommandFault(`no token in force has the id ${id}`);
      }),
    );
}

/** `--until 2027-06-30`: the end of that day in the town, which is when the token ends. */
export function lastDay(): Option {
  return new Option('--until <day>', 'last day on which it opens, as 2027-06-30').argParser(
    (typed: string) => {
      if (!isCivilDate(typed)) throw new InvalidArgumentError('a day is written 2027-06-30');
      return endOfCivilDay(typed);
    },
  );
}

async function printAll(app: INestApplicationContext, print: Print): Promise<void> {
  for (const one of await app.get(TokenQueries).list()) {
    const until = one.expiresAt ? civilDate(new Date(one.expiresAt.getTime() - 1)) : '-'; // the last day, not the instant after it
    print([one.id, one.owner, one.person, civilDate(one.createdAt), until].join('\t'));
  }
}
