import type { Command } from 'commander';
import { Tokens } from '../../../accounts/tokens.service.js';
import { isRefusal } from '../../../shared/refusal.js';
import { lastDay } from './token.command.js';
import { CommandFault, group, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  group(program, 'partner-token', "Partners' tokens for the API")
    .command('create <partner>')
    .description(
      'Prints a new token for a partner and a named person, alone; it is shown this once',
    )
    .requiredOption('--person <name>', 'name and surname of who answers for what the token does')
    .addOption(lastDay())
    .action((partner: string, { person, until }: { person: string; until?: Date }) =>
      withApp(async (app, print) => {
        const created = await app.get(Tokens).createForPartner(partner, person, null, until);
        if (isRefusal(created)) throw CommandFault.of(created);
        print(created.token);
      }),
    );
}
