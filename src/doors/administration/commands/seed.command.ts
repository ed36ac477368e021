import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Environment } from '../../../config/environment.js';
import { TownFault } from '../town/read-town.js';
import { inventedTown, type Seeded, TownSeeding } from '../town/town-seeding.service.js';
import { CommandFault, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  program
    .command('seed')
    .description("Loads a council's configuration; adds what is missing and changes nothing else")
    .argument('[file]', 'YAML file of the council; without it the invented town Rocca a Mare')
    .action((file: string | undefined) =>
      withApp(async (app, print) => {
        if (file === undefined && app.get(Environment).isProduction)
          throw new CommandFault("in production, name the council's own file");
        const yaml = file === undefined ? await inventedTown() : await readTownFile(file);
        const seeded = await app.get(TownSeeding).seed(yaml).catch(explain);
        for (const line of lines(seeded)) print(line);
      }),
    );
}

async function readTownFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandFault(`${file} cannot be read`, { cause: error });
  }
}

function explain(error: unknown): never {
  if (error instanceof TownFault) throw new CommandFault(error.message, { cause: error });
  throw error;
}

/** Passwords and secrets are shown here and never again. */
function lines({ added, signIns, secrets }: Seeded): string[] {
  return [
    ...Object.entries(added).map(([what, count]) => `${what}: ${count} added`),
    ...signIns.map(({ username, password, role, name }) =>
      [username, password, role, name].join('\t'),
    ),
    ...secrets.map(({ partner, secret }) => [partner, 'webhook secret', secret].join('\t')),
  ];
}
