import type { Command } from 'commander';
import { Tokens } from '../../../accounts/tokens.service.js';
import { isRefusal } from '../../../shared/refusal.js';
import { CommandFault, group, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  group(program, 'token', "Council people's tokens for the API")
    .command('create <username>')
    .description('Prints a new token, alone; it is shown this once')
    .action((username: string) =>
      withApp(async (app, print) => {
        const created = await app.get(Tokens).createFor(username, null);
        if (isRefusal(created)) throw CommandFault.of(created);
        print(created.token);
      }),
    );
}
