import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { briefing } from '../../../src/statistics/domain/briefing.js';
import type { Environment } from '../../../src/config/environment.js';
import type { Settings } from '../../../src/settings/settings.service.js';
import { MonthPapers } from '../../../src/statistics/files/month-papers.service.js';
import type { BookedMonth, MonthBook } from '../../../src/statistics/months/month-book.service.js';
import { textsIn } from '../../../src/statistics/texts.js';
import { Languages } from '../../../src/web/languages.js';
import { pdfWords } from '../../support/pdf-words.js';
import { byDimension, figuresOf, NO_COUNTS } from '../../../src/statistics/domain/figures.js';
import type { MonthDocument } from '../../../src/statistics/domain/month-document.js';
import { type Month, monthOf, monthsUpTo } from '../../../src/statistics/domain/month.js';
import { NO_PATTERNS } from '../../../src/statistics/domain/patterns.js';

const spread = (cases: number, medianDays: number) => ({ cases, medianDays, p90Days: medianDays, meanDays: medianDays }); // prettier-ignore

function month(office: { code: string; cases: number; days: number }[], open = 100): MonthDocument {
  const line = ({ cases, days }: { cases: number; days: number }) =>
    figuresOf({ ...NO_COUNTS, closed: cases }, { closure: spread(cases, days) });
  return {
    format: 1,
    month: '2026-10',
    from: '2026-10-01',
    to: '2026-10-31',
    timeZone: 'Europe/Rome',
    computedAt: '2026-11-01T00:00:00Z',
    totals: figuresOf({ ...NO_COUNTS, openAtEnd: open, termCases: 100, termWithin: 80 }, {}),
    by: {
      ...byDimension(() => []),
      office: office.map((one) => ({ code: one.code, name: { it: one.code }, ...line(one) })),
    },
    patterns: NO_PATTERNS,
  };
}

const LONG = 'Manutenzione degli immobili comunali, degli edifici scolastici, degli impianti sportivi e dei cimiteri delle frazioni'; // prettier-ignore

/** The papers of months of which each says the same. */
function papersOf(document: MonthDocument): MonthPapers {
  const months = (last: Month, count: number) =>
    monthsUpTo(last, count).map(({ code }) => ({ document: { ...document, month: code }, published: null })); // prettier-ignore
  const turn = { month: '2027-02', openAtEnd: 1234, following: '2027-03', openAtStart: 1198 }; // a line more for what must stay one page
  const book = {
    upTo: (booked: BookedMonth, count: number) =>
      Promise.resolve(months(monthOf(booked.document.month), count)),
    turnInto: () => Promise.resolve(turn),
  };
  const settings = { get: () => Promise.resolve('Comune di Rocca a Mare') };
  return new MonthPapers(book as unknown as MonthBook, settings as unknown as Settings); // all that papers ask of them
}

describe('on paper', () => {
  const texts = textsIn(new Languages({ isProduction: false } as Environment), 'it');
  const made = month([], 400);
  const line = (i: number) => ({ code: `c${i}`, name: { it: `${LONG} ${i}` }, ...figuresOf({ ...NO_COUNTS, received: 2000 + i }, {}) }); // prettier-ignore
  const document = { ...made, by: { ...made.by, category: Array.from({ length: 20 }, (_, i) => line(i)) } }; // prettier-ignore
  const wordsOf = async (paper: 'page' | 'report') =>
    pdfWords(await papersOf(document)[paper]({ document, published: null }, texts)).map((one) => one.trim()).join(' '); // prettier-ignore

  test('what the heads read is one page, however long its names are, none of them cut', async () => {
    const words = await wordsOf('page');
    expect(words).toContain('1 / 1');
    expect(words).toContain(`${LONG} 19 2.019`);
  });

  test('months are told in words and names whole in the report too', async () => {
    const words = await wordsOf('report');
    for (const told of ['ottobre 2026', 'nov 25', 'gen 26']) expect(words).toContain(told);
    expect(words).not.toMatch(/\d{4}-\d{2} |…/);
    expect(words.replaceAll(' ', '')).toContain(`${LONG} 7`.replaceAll(' ', ''));
  });
});

describe('what a mayor reads first', () => {
  test('the one thing that is worst and the one that got better, by how much it changed', () => {
    const before = month([{ code: 'roads', cases: 40, days: 5 }, { code: 'green', cases: 40, days: 20 }], 100); // prettier-ignore
    const now = month([{ code: 'roads', cases: 40, days: 10 }, { code: 'green', cases: 40, days: 12 }], 150); // prettier-ignore
    const { worst, better } = briefing(now, before);
    expect(worst).toMatchObject({ indicator: 'closureDays', line: { code: 'roads' }, before: 5, now: 10, worsening: 1 }); // prettier-ignore
    expect(better).toMatchObject({ indicator: 'closureDays', line: { code: 'green' }, before: 20, now: 12 }); // prettier-ignore
  });

  test('a handful of cases makes no headline, nor does a change of less than a tenth', () => {
    const before = month([{ code: 'hamlet', cases: 3, days: 1 }], 100);
    const now = month([{ code: 'hamlet', cases: 3, days: 9 }], 105);
    const nothing = { worst: null, better: null };
    expect(briefing(now, before)).toEqual({ isComparable: true, ...nothing });
    expect(briefing(now, null)).toEqual({ isComparable: false, ...nothing });
  });

  const spoken = ({ open, days, within }: { open: number; days: number; within: number }) => {
    const counts = { ...NO_COUNTS, openAtEnd: open, termCases: 100, termWithin: within };
    const both = { closure: spread(40, days), firstAnswer: spread(40, days) };
    return { ...month([]), totals: figuresOf(counts, both) };
  };

  test.each([
    [{ open: 9, days: 5, within: 80 }, { open: 500, days: 5, within: 80 }, 'openAtEnd'],
    [{ open: 0, days: 5, within: 80 }, { open: 500, days: 5, within: 80 }, 'openAtEnd'],
    [{ open: 50, days: 0, within: 80 }, { open: 50, days: 20, within: 80 }, 'closureDays'],
    [{ open: 50, days: 5, within: 100 }, { open: 50, days: 5, within: 0 }, 'termShare'],
  ])('from %j to %j it is worse, and the way back is better', (one, other, indicator) => {
    const [was, is] = [spoken(one), spoken(other)];
    expect(briefing(is, was)).toMatchObject({ isComparable: true, worst: { indicator }, better: null }); // prettier-ignore
    expect(briefing(was, is)).toMatchObject({ isComparable: true, worst: null, better: { indicator } }); // prettier-ignore
  });

  test('where every figure got worse something is worst and nothing better, and the other way round', () => {
    const any = fc.record({ open: fc.nat(1000), days: fc.double({ min: 0, max: 90, noNaN: true }), within: fc.integer({ min: 20, max: 100 }) }); // prettier-ignore
    const much = fc.record({ open: fc.integer({ min: 1, max: 500 }), days: fc.double({ min: 0.5, max: 90, noNaN: true }), within: fc.integer({ min: 3, max: 20 }) }); // prettier-ignore
    fc.assert(
      fc.property(any, much, (one, by) => {
        const good = spoken(one);
        const bad = spoken({ open: one.open + by.open, days: one.days + by.days, within: one.within - by.within }); // prettier-ignore
        const [down, up] = [briefing(bad, good), briefing(good, bad)];
        const isMuch = by.open >= one.open / 8 || by.days >= one.days / 8 || by.within >= one.within / 8; // prettier-ignore
        expect(down.better).toBeNull();
        expect(up.worst).toBeNull();
        if (isMuch) expect([down.worst, up.better]).not.toContain(null);
      }),
    );
  });

  test('three requests of a hamlet more make no headline, twenty where there were none do', () => {
    const open = (code: string, openAtEnd: number) => ({ ...month([]), by: { ...byDimension(() => []), category: [{ code, name: { it: code }, ...figuresOf({ ...NO_COUNTS, openAtEnd }, {}) }] } }); // prettier-ignore
    expect(briefing(open('hamlet', 4), open('hamlet', 1)).worst).toBeNull();
    expect(briefing(open('new', 20), month([])).worst).toMatchObject({ line: { code: 'new' }, before: 0, now: 20 }); // prettier-ignore
    expect(briefing(month([]), open('new', 20)).better).toMatchObject({ line: { code: 'new' }, before: 20, now: 0 }); // prettier-ignore
  });

  test('months with a handful of cases of everything are not said to be as good as ever', () => {
    const few = (cases: number) => {
      const made = month([{ code: 'hamlet', cases, days: 2 }], 3);
      return { ...made, totals: figuresOf({ ...NO_COUNTS, openAtEnd: 3, closed: cases }, {}) };
    };
    expect(briefing(few(4), few(2)).isComparable).toBe(false);
  });
});
