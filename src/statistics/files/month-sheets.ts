/** A month as the sheets of a workbook: the town, one for each dimension, the patterns, and what the file is. */
import type { CsvRow } from '../csv.js';
import { DIMENSIONS, type Dimension } from '../domain/figures.js';
import type { BrokenTurn } from '../domain/revisions/broken-turn.js';
import type { MonthDocument } from '../domain/month-document.js';
import type { SheetTable } from './workbook.js';
import { lineName, nameOf, stateName, type StatisticsTexts } from '../texts.js';
import type { BookedMonth } from '../months/month-book.service.js';
import { ageName, durationName } from './bucket-names.js';
import { inReadingOrder, waysInOrder } from './in-order.js';
import { NUMBER_COLUMNS, numbers } from './month-table.js';
import { turnInWords } from './month-words.js';

/** One sheet a table; those without a line are there too, with their heading. `turn`: how the month before fits, where it does not. */
export function monthSheets(
  booked: BookedMonth,
  turn: BrokenTurn | null,
  texts: StatisticsTexts,
): SheetTable[] {
  const { document } = booked;
  return [
    { name: texts.say('dimensions.all'), rows: townRows(document, texts) },
    ...DIMENSIONS.map((dimension) => ({
      name: texts.say(`dimensions.${dimension}`),
      rows: dimensionRows(document, dimension, texts),
    })),
    { name: texts.say('patterns.rhythm'), rows: rhythmRows(document, texts) },
    { name: texts.say('patterns.outcomes'), rows: outcomeRows(document, texts) },
    { name: texts.say('patterns.durations'), rows: durationRows(document, texts) },
    { name: texts.say('patterns.ageing'), rows: ageingRows(document, texts) },
    { name: texts.say('patterns.moves'), rows: moveRows(document, texts) },
    { name: texts.say('file.about'), rows: aboutRows(booked, turn, texts) },
  ];
}

function townRows({ totals }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  const values = numbers(totals);
  return [
    [texts.say('columns.name'), texts.say('file.value')],
    ...NUMBER_COLUMNS.map((code, i) => [texts.say(`columns.${code}`), values[i]]),
  ];
}

function dimensionRows(
  document: MonthDocument,
  dimension: Dimension,
  texts: StatisticsTexts,
): CsvRow[] {
  return [
    ['code', 'name', ...NUMBER_COLUMNS].map((code) => texts.say(`columns.${code}`)),
    ...inReadingOrder(dimension, document.by[dimension], texts).map((line) => [
      line.code,
      lineName(dimension, line, texts),
      ...numbers(line),
    ]),
  ];
}

function rhythmRows({ patterns }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    [texts.say('patterns.weekday'), texts.say('patterns.hour'), texts.say('columns.received')],
    ...patterns.rhythm.map(({ weekday, hour, received }) => [
      texts.say(`weekdays.${weekday}`),
      hour,
      received,
    ]),
  ];
}

function outcomeRows({ patterns }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    [texts.say('columns.outcome'), texts.say('columns.closed')],
    ...patterns.outcomes.map(({ code, closed }) => [code ?? texts.say('without.outcome'), closed]),
  ];
}

function moveRows({ patterns }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    ['moveFrom', 'moveTo', 'moveLevel', 'moveCount'].map((code) => texts.say(`patterns.${code}`)),
    ...waysInOrder(patterns.moves)
      .flatMap(({ levels }) => levels)
      .map(({ from, to, level, moves }) => [
        stateName(from, texts),
        stateName(to, texts),
        nameOf('level', level, texts),
        moves,
      ]),
  ];
}

function durationRows({ patterns }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  const { firstAnswer, closure } = patterns.histograms;
  return [
    [texts.say('patterns.days'), texts.say('group.firstAnswer'), texts.say('group.closure')],
    ...closure.map((bucket, i) => [
      durationName(bucket, texts),
      firstAnswer[i]?.cases ?? 0,
      bucket.cases,
    ]),
  ];
}

function ageingRows({ patterns }: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    [texts.say('patterns.age'), texts.say('columns.openAtEnd')],
    ...patterns.ageing.map((bucket) => [ageName(bucket, texts), bucket.cases]),
  ];
}

function aboutRows(
  { document, published }: BookedMonth,
  turn: BrokenTurn | null,
  texts: StatisticsTexts,
): CsvRow[] {
  return [
    [texts.say('file.about'), null],
    [texts.say('columns.month'), document.month],
    [texts.say('file.computedAt'), document.computedAt],
    [texts.say('file.format'), document.format],
    [texts.say('file.revision'), published?.revision],
    [texts.say('file.checksum'), published?.checksum],
    [texts.say('file.reason'), published?.reason],
    ...(turn ? [[texts.say('columns.openAtStart'), turnInWords(turn, texts)]] : []),
  ];
}
