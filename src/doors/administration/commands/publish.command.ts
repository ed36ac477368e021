import type { Command } from 'commander';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { type Month, monthsUpTo, readMonth } from '../../../statistics/domain/month.js';
import { MonthArchive, type Published } from '../../../statistics/months/month-archive.service.js';
import { UnsoundMonth } from '../../../statistics/months/unsound-month.js';
import { Languages } from '../../../web/languages.js';
import { CommandFault, group, type WithApp } from './with-app.js';

const MOST_MONTHS = 600;
const FAULTS_TOLD = 5;

/** The fault `errors:<code>` with its blanks filled in. */
type Fault = (code: string, blanks?: Readonly<Record<string, string | number>>) => CommandFault;

export function register(program: Command, withApp: WithApp): void {
  group(program, 'publish', 'Freezes what then never changes again')
    .command('month <YYYY-MM>')
    .description(
      'Freezes a month that is over, also one of an imported past; one that is frozen stays as it is',
    )
    .option('--to <YYYY-MM>', 'and every month after it up to this one')
    .action((typed: string, { to = typed }: { to?: string }) =>
      withApp(async (app, print) => {
        const fault: Fault = (code, blanks) =>
          new CommandFault(app.get(Languages).translate('it', `errors:${code}`, blanks));
        const today = civilDate(app.get(Clock).now());
        const read = (text: string): Month => {
          const month = readMonth(text, today);
          if (typeof month === 'string') throw fault(month);
          if (month.next > today) throw fault('month-not-over', { month: month.code });
          return month;
        };
        for (const month of monthsBetween(read(typed), read(to), fault)) {
          const { revision, checksum } = await published(app.get(MonthArchive), month, fault);
          print([month.code, revision, checksum].join('\t'));
        }
      }),
    );
}

function monthsBetween(first: Month, last: Month, fault: Fault): Month[] {
  if (last.code < first.code) throw fault('month-order', { from: first.code, to: last.code });
  const months = monthsUpTo(last, MOST_MONTHS).filter(({ code }) => code >= first.code);
  if (months[0]?.code !== first.code) throw fault('months-most', { most: MOST_MONTHS });
  return months;
}

async function published(archive: MonthArchive, month: Month, fault: Fault): Promise<Published> {
  try {
    return await archive.publish(month);
  } catch (error) {
    if (!(error instanceof UnsoundMonth)) throw error;
    const faults = error.faults.slice(0, FAULTS_TOLD).join(', ');
    throw fault('month-unsound', { month: month.code, faults });
  }
}
