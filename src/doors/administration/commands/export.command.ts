import { type Command, Option } from 'commander';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { isLanguage } from '../../../shared/localized-text.js';
import { csvText } from '../../../statistics/csv.js';
import { readMonth } from '../../../statistics/domain/month.js';
import { monthDocument } from '../../../statistics/month-document.js';
import { MonthStatistics } from '../../../statistics/month.service.js';
import { monthTable } from '../../../statistics/month-table.js';
import { textsIn } from '../../../statistics/texts.js';
import { Languages } from '../../../web/languages.js';
import { CommandFault, group, type WithApp } from './with-app.js';

interface Options {
  readonly format: 'csv' | 'json';
  readonly language: string;
}

export function register(program: Command, withApp: WithApp): void {
  group(program, 'export', 'Writes numbers for other programs')
    .command('month <YYYY-MM>')
    .description('Writes the statistics of a month on standard output')
    .addOption(new Option('--format <format>').choices(['csv', 'json']).default('csv'))
    .option('--language <code>', 'language of the CSV', 'it')
    .action((text: string, { format, language }: Options) =>
      withApp(async (app, print) => {
        if (!isLanguage(language)) throw new CommandFault('--language: it, en, de or fr');
        const languages = app.get(Languages);
        const month = readMonth(text, civilDate(app.get(Clock).now()));
        if (typeof month === 'string')
          throw new CommandFault(languages.translate(language, `errors:${month}`));
        const report = await app.get(MonthStatistics).report(month);
        if (format === 'json') return print(JSON.stringify(monthDocument(report), null, 2));
        const csv = csvText(monthTable(report, textsIn(languages, language)));
        print(csv.slice(0, -1)); // `print` ends the last line
      }),
    );
}
