/**
 * What must be true of a month before it is published. Each broken rule is named by the place where it is broken (`office.closed`), so
 * that whoever reads the log knows where to look; an empty list is a month that adds up.
 */
import { CALENDAR_MEASURES, COUNTED, DIMENSIONS, type Figures, MEASURES } from './figures.js';
import type { MonthDocument } from './month-document.js';

/** Sums of many decimals differ in the last places. */
const ROUNDING_DAYS = 1e-6;

/** The rules that the document breaks. */
export function monthFaults(document: MonthDocument): string[] {
  const { totals, by } = document;
  const lines = DIMENSIONS.flatMap(
    (dimension) =>
    by[dimension].flatMap((line) => lineFaults(line).map((fault) => `${dimension}.${line.code}.${fault}`)), // prettier-ignore
  );
  const sums = DIMENSIONS.flatMap((dimension) =>
    COUNTED.filter((name) => sumOf(by[dimension], (line) => line[name]) !== totals[name]).map(
      (name) => `${dimension}.${name}`,
    ),
  );
  const answers = DIMENSIONS.filter(
    (dimension) => sumOf(by[dimension], answersOf) !== answersOf(totals),
  );
  return [
    ...lineFaults(totals),
    ...lines,
    ...sums,
    ...answers.map((dimension) => `${dimension}.satisfaction`),
    ...patternFaults(document),
  ];
}

function lineFaults(line: Figures): string[] {
  const { openAtStart, received, reopened, closed, withdrawn, openAtEnd, term } = line;
  const { mean } = { mean: null, ...line.satisfaction };
  const counts = COUNTED.map((name) => line[name]);
  const spreads = MEASURES.map((measure) => line[measure]);
  return [
    ...(openAtStart + received + reopened - closed - withdrawn === openAtEnd ? [] : ['equation']),
    ...(counts.every((count) => Number.isInteger(count) && count >= 0) ? [] : ['count']),
    ...(line.closure.cases === closed && line.closureNet.cases === closed ? [] : ['closures']),
    ...(term.within <= term.cases && term.cases <= closed ? [] : ['term']),
    ...(mean === null || (mean >= 1 && mean <= 5) ? [] : ['satisfaction']),
    ...(spreads.every((one) => (one?.medianDays ?? 0) <= (one?.p90Days ?? 0)) ? [] : ['percentiles']), // prettier-ignore
    ...workingFaults(line),
  ];
}

/** Each case has its working time, and none is longer than the time that passed. A document that does not tell it breaks no rule. */
function workingFaults(line: Figures): string[] {
  const isWrong = CALENDAR_MEASURES.some((measure) => {
    const [whole, working = whole] = [line[measure], line[`${measure}Working`]];
    const isLonger = (name: 'medianDays' | 'p90Days' | 'meanDays'): boolean =>
      (working[name] ?? 0) > (whole[name] ?? 0) + ROUNDING_DAYS;
    return working.cases !== whole.cases || ['medianDays' as const, 'p90Days' as const, 'meanDays' as const].some(isLonger); // prettier-ignore
  });
  return isWrong ? ['working'] : [];
}

function patternFaults({ totals, patterns }: MonthDocument): string[] {
  const { rhythm, outcomes, histograms, ageing } = patterns;
  const cases = (one: { cases: number }): number => one.cases;
  const parts = {
    rhythm: [sumOf(rhythm, (one) => one.received), totals.received],
    outcomes: [sumOf(outcomes, (one) => one.closed), totals.closed],
    firstAnswers: [sumOf(histograms.firstAnswer, cases), totals.firstAnswer.cases],
    closures: [sumOf(histograms.closure, cases), totals.closure.cases],
    ageing: [sumOf(ageing, cases), totals.openAtEnd],
  };
  return Object.entries(parts).flatMap(([name, [sum, whole]]) => (sum === whole ? [] : [name]));
}

function answersOf({ satisfaction }: Figures): number {
  return satisfaction?.cases ?? 0;
}

function sumOf<T>(list: readonly T[], read: (one: T) => number): number {
  return list.reduce((sum, one) => sum + read(one), 0);
}
