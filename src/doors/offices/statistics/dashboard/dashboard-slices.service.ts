import { Injectable } from '@nestjs/common';
import { ORIGINS } from '../../../../requests/facts/request-facts.entity.js';
import { INTAKE_CHANNELS, REQUEST_KINDS } from '../../../../requests/service-request.entity.js';
import { type Language, LANGUAGES } from '../../../../shared/localized-text.js';
import type { Dimension } from '../../../../statistics/domain/figures.js';
import type { Month } from '../../../../statistics/domain/month.js';
import { type Slice, sliceText } from '../../../../statistics/domain/period.js';
import { DimensionNames, type Name, type Names } from '../../../../statistics/names.service.js';
import { nameOf, textsIn } from '../../../../statistics/texts.js';
import { YearBook } from '../../../../statistics/years/year-book.service.js';
import { Languages } from '../../../../web/languages.js';
import type { DashboardPage } from './dashboard-page.js';
import { type DashboardQuery, unknownSlice } from './dashboard-query.js';

/** A slice that there is, with what it is called. */
export interface ChosenSlice extends Slice {
  readonly name: string;
}

/** Our own words; what is not here is the council's. */
const OURS: Partial<Record<Dimension, readonly string[]>> = {
  channel: INTAKE_CHANNELS,
  kind: REQUEST_KINDS,
  origin: ORIGINS,
  language: LANGUAGES,
  weekday: ['1', '2', '3', '4', '5', '6', '7'],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
};
const MONTHS = 13;

/** Knows which values of a dimension there are, whether the year counted any of them or not. What is none is a fault of the address, and is not looked at. */
@Injectable()
export class DashboardSlices {
  constructor(
    private readonly names: DimensionNames,
    private readonly years: YearBook,
    private readonly languages: Languages,
  ) {}

  async checked(
    { slices, ...query }: DashboardQuery,
    language: Language,
  ): Promise<DashboardQuery & { readonly chosen: readonly ChosenSlice[] }> {
    const names = await this.names.all();
    const read = slices.map((slice) => ({ slice, value: valueOf(slice, names) }));
    const isGone = read.some(({ value }) => value === undefined);
    const counted = isGone ? await this.counted(query.last) : new Set<string>();
    const isKnown = (slice: Slice): boolean => valueOf(slice, names) !== undefined || counted.has(sliceText(slice)); // prettier-ignore
    const known = slices.filter(isKnown);
    const unknown = slices.filter((slice) => !isKnown(slice));
    const texts = textsIn(this.languages, language);
    return {
      ...query,
      slices: known,
      chosen: known.map((slice) => {
        const value = valueOf(slice, names);
        return { ...slice, name: value === undefined ? (slice.code ?? '') : nameOf(slice.dimension, value, texts) }; // prettier-ignore
      }),
      values: { ...query.values, voci: known.map(sliceText) },
      errors: [...query.errors, ...unknown.map((slice) => unknownSlice(sliceText(slice)))],
    };
  }

  /** What the year counted of: also a role or a state that is gone. */
  private async counted(last: Month): Promise<ReadonlySet<string>> {
    const { documents } = await this.years.year([], last, MONTHS);
    const slices = documents.flatMap(
      ({ by }) =>
      Object.entries(by).flatMap(([dimension, lines]) => lines.map(({ code }) => `${dimension}.${code ?? ''}`)), // prettier-ignore
    );
    return new Set(slices);
  }
}

/** The options and the page's name for what is looked at, which is among them also where nothing of it was counted. */
export function withChosen(
  options: DashboardPage['options'],
  chosen: readonly ChosenSlice[],
): Pick<DashboardPage, 'options' | 'chosen'> {
  return {
    options: options.map(({ code, lines }) => {
      const own = chosen.filter(({ dimension }) => dimension === code);
      const missing = own.filter((slice) => lines.every((line) => line.slice !== sliceText(slice)));
      return { code, lines: [...lines, ...missing.map((slice) => ({ slice: sliceText(slice), name: slice.name }))] }; // prettier-ignore
    }),
    chosen: chosen.map(({ name }) => name).join(' · '),
  };
}

/** Null: none of the dimension's values, which is one too. Undefined: nothing that there is. */
function valueOf({ dimension, code }: Slice, names: Names): Name | null | undefined {
  if (code === null) return null;
  if (OURS[dimension]?.includes(code)) return { code, name: null };
  return [...names[dimension].values()].find((name) => name.code === code);
}
