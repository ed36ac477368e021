import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { isLanguage } from '../../../shared/localized-text.js';
import { Languages } from '../../../web/languages.js';
import { ImportRequests, type ImportSummary } from '../../imports/import-requests.service.js';
import { ImportFault, type Mapping, readMapping } from '../../imports/mapping.js';
import { CommandFault, group, type Print, type WithApp } from './with-app.js';

interface Options {
  readonly mapping: string;
  readonly language: string;
}
type Say = (key: string, blanks?: Record<string, string | number>) => string;

export function register(program: Command, withApp: WithApp): void {
  group(program, 'import', "Takes in other systems' records")
    .command('requests <file.csv>')
    .description('Imports a table of requests; run again, it goes on and doubles nothing')
    .requiredOption('--mapping <file>', 'YAML file that says what columns and words mean')
    .option('--language <code>', 'language of the summary', 'it')
    .addHelpText('after', '\nA mapping to start from: docs/examples/alessandria.mapping.yaml')
    .action((file: string, options: Options) =>
      withApp(async (app, print) => {
        if (!isLanguage(options.language)) throw new CommandFault('--language: it, en, de or fr');
        const { language } = options;
        const say: Say = (key, blanks) =>
          app.get(Languages).translate(language, `imports:${key}`, blanks);
        const mapping = await mappingOf(options.mapping);
        const summary = await importWithBar(app.get(ImportRequests), { file, mapping, say });
        printSummary(summary, say, print);
        if (summary.imported + summary.known === 0) throw new CommandFault(say('nothing'));
      }),
    );
}

async function mappingOf(file: string): Promise<Mapping> {
  const yaml = await readFile(file, 'utf8').catch((error: unknown) => unreadable(file, error));
  try {
    return readMapping(yaml);
  } catch (error) {
    return explain(error);
  }
}

/** The bar is on stderr, and only where that is a terminal. */
async function importWithBar(
  requests: ImportRequests,
  { file, mapping, say }: { file: string; mapping: Mapping; say: Say },
): Promise<ImportSummary> {
  const lines = await linesOf(file);
  const format = `${say('progress')} [{bar}] {percentage}% {value}/{total} {eta_formatted}`;
  const bar = new SingleBar({ stream: process.stderr, format, clearOnComplete: true });
  bar.start(Math.max(lines - 1, 0), 0);
  try {
    return await requests.run(createReadStream(file), mapping, (rows) => bar.update(rows));
  } catch (error) {
    return explain(error);
  } finally {
    bar.stop();
  }
}

function printSummary({ imported, known, refused }: ImportSummary, say: Say, print: Print): void {
  for (const { line, why } of refused)
    print(say('line', { line, reason: say(`rows.${why.code}`, { value: why.value }) }));
  print(say('summary', { imported, known, refused: refused.length }));
}

async function linesOf(file: string): Promise<number> {
  let lines = 0;
  try {
    for await (const bytes of createReadStream(file)) {
      for (const byte of bytes as Buffer) if (byte === 0x0a) lines += 1; // no encoding: it gives buffers
    }
  } catch (error) {
    return unreadable(file, error);
  }
  return lines;
}

function unreadable(file: string, cause: unknown): never {
  throw new CommandFault(`${file} cannot be read`, { cause });
}

function explain(error: unknown): never {
  if (error instanceof ImportFault) throw new CommandFault(error.message, { cause: error });
  throw error;
}
