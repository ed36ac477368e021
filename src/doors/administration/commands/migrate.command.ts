import type { Command } from 'commander';
import { Reads } from '../../../database/reads.js';
import type { WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  program
    .command('migrate')
    .description('Brings the database up to date and lists the migrations that it has')
    .action(() =>
      withApp(async (app, print) => {
        // Opening the database has migrated it; what is told here is what was found afterwards.
        const rows = await app
          .get(Reads)
          .rows<{ name: string }>('SELECT name FROM migrations ORDER BY id LIMIT 10000');
        for (const { name } of rows) print(name);
      }),
    );
}
