import type { Command } from 'commander';
import { lookAtEnvironment } from '../../../config/environment.js';
import { Clock } from '../../../shared/clock.js';
import { lookAtDatabase } from '../doctor/database.js';
import { type Finding, ok } from '../doctor/finding.js';
import { lookAtMachine } from '../doctor/machine.js';
import { askNeighbours } from '../doctor/neighbours.js';
import { lookIntoTown } from '../doctor/town.js';
import { CommandFault, type House, type Print, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp, { print, loadSchema }: House): void {
  program
    .command('doctor')
    .description('Looks whether everything is well: one line each; changes and sends nothing')
    .action(async () => {
      const environment = lookAtEnvironment(); // says by itself, as one list, what is wrong there
      const found: Finding[] = [];
      const tell = (findings: readonly Finding[]) => {
        found.push(...findings);
        printAll(print, findings);
      };
      tell([ok('settings', `${environment.mode} mode, Node ${process.versions.node}`)]);
      const clock = new Clock();
      tell(await lookAtMachine(environment, clock.now()));
      const database = await lookAtDatabase(environment, await loadSchema(), clock);
      tell(database.findings);
      tell(await askNeighbours(environment));
      // Opening the town brings its database up to date: not for who only looks.
      if (database.isCurrent) await withApp(async (app) => tell(await lookIntoTown(app)));
      const faults = found.filter(({ level }) => level === 'fault').length;
      if (faults > 0) throw new CommandFault(`${faults} of ${found.length} are faults`);
      print('nothing is broken');
    });
}

function printAll(print: Print, findings: readonly Finding[]): void {
  for (const { level, place, sentence } of findings)
    print(`${level.padEnd(7)}  ${place.padEnd(8)}  ${sentence}`);
}
