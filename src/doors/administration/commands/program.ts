import { readdirSync } from 'node:fs';
import { Command } from 'commander';
import type { House, WithApp } from './with-app.js';

interface CommandFile {
  register(program: Command, withApp: WithApp, house: House): void;
}

/** The whole command line: every file `<name>.command` of this folder adds its own. Throws where one exports no `register`. */
export async function buildProgram(withApp: WithApp, house: House): Promise<Command> {
  const program = new Command('iter')
    .description('Iter: citizen request tracking for town councils')
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true });
  for (const file of commandFiles()) {
    const url = new URL(file, import.meta.url).href;
    const found = (await import(url)) as Partial<CommandFile>; // checked on the next line
    if (!found.register) throw new Error(`${file} exports no register(program, withApp)`);
    found.register(program, withApp, house);
  }
  return program;
}

/** Built (`.js`) or, in tests, as written (`.ts`). */
function commandFiles(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((name) => /\.command\.(js|ts)$/.test(name))
    .sort();
}
