import { writeFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { isLanguage, type Language } from '../../../shared/localized-text.js';
import { readMonth } from '../../../statistics/domain/month.js';
import { type BookedMonth, MonthBook } from '../../../statistics/months/month-book.service.js';
import {
  MONTH_FORMATS,
  MonthFiles,
  type MonthFormat,
} from '../../../statistics/files/month-files.service.js';
import { textsIn } from '../../../statistics/texts.js';
import { Languages } from '../../../web/languages.js';
import { codeOf } from '../../../files/disk-faults.js';
import { CommandFault, group, type WithApp } from './with-app.js';

interface Options {
  readonly format: MonthFormat;
  readonly language: string;
  readonly numbers: 'comma' | 'point';
  readonly revision?: string;
  readonly out?: string;
}

export function register(program: Command, withApp: WithApp): void {
  group(program, 'export', 'Writes numbers for other programs')
    .command('month <YYYY-MM>')
    .description('Writes a month: as it was published, or as it stands where it is not')
    .addOption(new Option('--format <format>').choices(MONTH_FORMATS).default('csv'))
    .addOption(new Option('--numbers <decimals>').choices(['comma', 'point']).default('comma'))
    .option('--language <code>', 'language of headings and names', 'it')
    .option('--revision <number>', 'a published revision; without it the latest')
    .option('--out <file>', 'writes to this file; XLSX and PDF need one')
    .action((month: string, options: Options) =>
      withApp(async (app, print) => {
        const { language, format, numbers: decimals, out } = options;
        const { found } = app.get(Languages);
        if (!isLanguage(language) || !found.includes(language))
          throw fault(app, 'it', 'language-not-offered', { languages: found.join(', ') });
        if (out === undefined && (format === 'xlsx' || format === 'pdf'))
          throw fault(app, language, 'export-needs-file', { format });
        const booked = await bookedMonth(app, month, { language, revision: options.revision });
        const texts = textsIn(app.get(Languages), language);
        const file = await app.get(MonthFiles).file(booked, format, { texts, decimals });
        if (out !== undefined)
          await writeFile(out, file.bytes).catch((error: unknown) => {
            throw fault(app, language, 'export-not-written', { file: out, why: codeOf(error) });
          });
        else print(file.bytes.toString('utf8').replace(/\n$/, '')); // `print` ends the last line
      }),
    );
}

async function bookedMonth(
  app: INestApplicationContext,
  text: string,
  { language, revision }: { language: Language; revision: string | undefined },
): Promise<BookedMonth> {
  const month = readMonth(text, civilDate(app.get(Clock).now()));
  if (typeof month === 'string') throw fault(app, language, month);
  const book = app.get(MonthBook);
  if (revision === undefined) return book.month(month);
  const found = await book.revision(month.code, Number(revision) || 0);
  if (!found) throw fault(app, language, 'month-no-revision', { month: month.code, revision });
  return found;
}

function fault(
  app: INestApplicationContext,
  language: Language,
  code: string,
  blanks: Readonly<Record<string, string>> = {},
): CommandFault {
  return new CommandFault(app.get(Languages).translate(language, `errors:${code}`, blanks));
}
