import type { Command } from 'commander';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { type Month, monthsUpTo, readMonth } from '../../../statistics/domain/month.js';
import { MonthArchive } from '../../../statistics/months/month-archive.service.js';
import { Languages } from '../../../web/languages.js';
import { CommandFault, group, type WithApp } from './with-app.js';

const MOST_MONTHS = 600;

export function register(program: Command, withApp: WithApp): void {
  group(program, 'publish', 'Freezes what then never changes again')
    .command('month <YYYY-MM>')
    .description(
      'Freezes a month that is over, also one of an imported past; one that is frozen stays as it is',
    )
    .option('--to <YYYY-MM>', 'and every month after it up to this one')
    .action((typed: string, { to = typed }: { to?: string }) =>
      withApp(async (app, print) => {
        const today = civilDate(app.get(Clock).now());
        const read = (text: string): Month => {
          const month = readMonth(text, today);
          if (typeof month === 'string')
            throw new CommandFault(app.get(Languages).translate('it', `errors:${month}`));
          if (month.next > today)
            throw new CommandFault(app.get(Languages).translate('it', 'errors:month-not-over', { month: month.code })); // prettier-ignore
          return month;
        };
        for (const month of monthsBetween(read(typed), read(to))) {
          const { revision, checksum } = await app.get(MonthArchive).publish(month);
          print([month.code, revision, checksum].join('\t'));
        }
      }),
    );
}

function monthsBetween(first: Month, last: Month): Month[] {
  if (last.code < first.code) throw new CommandFault('--to: before the first month');
  const months = monthsUpTo(last, MOST_MONTHS).filter(({ code }) => code >= first.code);
  if (months[0]?.code !== first.code)
    throw new CommandFault(`--to: at most ${MOST_MONTHS} months at once`);
  return months;
}
