import type { Command } from 'commander';
import { HeldDeliveries } from '../../../deliveries/held-deliveries.service.js';
import { group, type WithApp } from './with-app.js';

const ABOUT = 'Letters that wait for a word since a restore';

export function register(program: Command, withApp: WithApp): void {
  group(program, 'held', ABOUT)
    .command('list')
    .description('Counts them: channel, kind, how many')
    .action(() =>
      withApp(async (app, print) => {
        for (const { channel, kind, count } of await app.get(HeldDeliveries).counts())
          print([channel, kind, count].join('\t'));
      }),
    );
  group(program, 'held', ABOUT)
    .command('send')
    .description('Sends them all: who got one before the restore gets it twice')
    .action(() =>
      withApp(async (app, print) => print(`${await app.get(HeldDeliveries).send(null)} leave`)),
    );
  group(program, 'held', ABOUT)
    .command('drop')
    .description('Sends none of them; each stays in the list of what was not delivered')
    .action(() =>
      withApp(async (app, print) =>
        print(`${await app.get(HeldDeliveries).drop(null)} are not sent`),
      ),
    );
}
