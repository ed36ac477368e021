/** What a revision changed, as its page tells it: each number under its table, its line and its name. Pure. */
import { assertNever } from '../../../../shared/assert-never.js';
import type { MonthDocument } from '../../../../statistics/domain/month-document.js';
import {
  type MonthDifference,
  monthDifferences,
  type PatternDifference,
  patternDifferences,
} from '../../../../statistics/domain/revisions/month-differences.js';
import type { PatternCell } from '../../../../statistics/domain/revisions/pattern-cells.js';
import { ageName, durationName } from '../../../../statistics/files/bucket-names.js';
import { lineName, nameOf, stateName, type StatisticsTexts } from '../../../../statistics/texts.js';

type Row = Pick<MonthDifference, 'unit' | 'before' | 'after'> & Record<'table' | 'name' | 'figure', string>; // prettier-ignore

/** Those of the figures, then those of the patterns. */
export function differenceRows(
  before: MonthDocument,
  after: MonthDocument,
  texts: StatisticsTexts,
): Row[] {
  const outcomes = [...after.by.outcome, ...before.by.outcome];
  const outcomeName = (code: string | null): string =>
    lineName('outcome', { code, name: outcomes.find((one) => one.code === code)?.name ?? { it: code ?? '' } }, texts); // prettier-ignore
  return [
    ...monthDifferences(before, after).map((one) => figureRow(one, texts)),
    ...patternDifferences(before, after).map(({ cell, ...changed }: PatternDifference) => ({
      ...changed,
      ...cellWords(cell, texts, outcomeName),
    })),
  ];
}

function figureRow(
  { dimension, line, figure, ...changed }: MonthDifference,
  texts: StatisticsTexts,
): Row {
  return {
    ...changed,
    table: texts.say(`dimensions.${dimension}`),
    name: dimension === 'all' || !line ? texts.say('town.all') : lineName(dimension, line, texts),
    figure: texts.say(`columns.${figure}`),
  };
}

function cellWords(
  cell: PatternCell,
  texts: StatisticsTexts,
  outcomeName: (code: string | null) => string,
): Pick<Row, 'table' | 'name' | 'figure'> {
  const words = (table: string, name: string, figure: string) => ({ table: texts.say(table), name, figure: texts.say(figure) }); // prettier-ignore
  switch (cell.pattern) {
    case 'rhythm':
      return words('patterns.rhythm', `${texts.say(`weekdays.${cell.weekday}`)}, ${cell.hour}:00`, 'columns.received'); // prettier-ignore
    case 'outcomes':
      return words('patterns.outcomes', outcomeName(cell.code), 'columns.closed');
    case 'firstAnswer':
    case 'closure':
      return words(`group.${cell.pattern}`, durationName(cell, texts), `columns.${cell.pattern}Cases`); // prettier-ignore
    case 'ageing':
      return words('patterns.ageing', ageName(cell, texts), 'columns.openAtEnd');
    case 'moves':
      return words('patterns.moves', `${stateName(cell.from, texts)} → ${stateName(cell.to, texts)} (${nameOf('level', cell.level, texts)})`, 'patterns.moveCount'); // prettier-ignore
    default:
      return assertNever(cell);
  }
}
