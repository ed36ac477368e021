import { Injectable } from '@nestjs/common';
import { assertNever } from '../../../shared/assert-never.js';
import { inLanguage, type Language, type LocalizedText } from '../../../shared/localized-text.js';
import type { Dimension } from '../../../statistics/domain/figures.js';
import { DimensionNames, type Names } from '../../../statistics/names.service.js';
import { readCases, readDuration, readMove } from './asked-passing.js';
import type { AskedCases } from '../../../requests/queries/passed/passed-filter.js';
import { CHIP_NAMES, type ChipName, NONE } from './chip-values.js';
import { type DeskQuery, listAddress } from './desk-query.js';

type Words = Pick<Chip, 'key' | 'label' | 'word'>;

export interface Chip {
  readonly name: ChipName;
  readonly value: string;
  /** Key of the text that says what is filtered; null where the chip's words say it all. */
  readonly key: string | null;
  /** The words: of the council, or the key of a text. */
  readonly label: LocalizedText | null;
  readonly word: string;
  readonly without: string;
}

/** Says what narrows the list beside the form, as statistics call it, each with the way to the list without it. Refuses nothing. */
@Injectable()
export class DeskChips {
  constructor(private readonly names: DimensionNames) {}

  async of(values: DeskQuery['values']): Promise<Chip[]> {
    const asked = CHIP_NAMES.flatMap((name) => (values[name] ? [[name, values[name]] as const] : [])); // prettier-ignore
    if (asked.length === 0) return [];
    const names = await this.names.all();
    return asked.map(([name, value]) => {
      const { [name]: _, ...others } = values;
      return { name, value, ...wordsOf(name, value, names), without: listAddress(others) };
    });
  }
}

function wordsOf(name: ChipName, value: string, names: Names): Words {
  switch (name) {
    case 'canale':
      return ofDimension('channel', value);
    case 'rapporto':
      return ofDimension('origin', value);
    case 'lingua':
      return ofDimension('language', value);
    case 'giorno-settimana':
      return { ...ofDimension('weekday', value), word: `statistics:weekdays.${value}` };
    case 'ora':
      return { ...ofDimension('hour', value), label: { it: `${value}:00` } };
    case 'livello':
      return called('level', value, names);
    case 'ultimo-ente':
      return { ...called('partner', value, names), key: 'offices:list.lastPartner' };
    case 'esito':
      return called('outcome', value, names);
    case 'ritirate':
      return { key: null, label: null, word: `offices:list.withdrawn.${value}` };
    case 'passaggio':
      return { key: 'statistics:patterns.moves', label: moveLabel(value, names), word: '' };
    case 'durata':
      return {
        key: `dashboard:buckets.${value.split('~')[0]}`,
        label: durationLabel(value),
        word: '',
      };
    case 'casi':
      return casesWords(value);
    case 'aperta-il':
      return { key: 'offices:list.openOn', label: { it: shownDay(value) }, word: '' };
    default:
      return assertNever(name);
  }
}

/** "Inviata → Presa in carico, 01/10/2026–31/10/2026". */
function moveLabel(value: string, { state }: Names): LocalizedText {
  const move = readMove(value);
  if (!move) return { it: value };
  const called = (code: string | null, language: Language): string => {
    const known = code && [...state.values()].find((one) => one.code === code)?.name;
    return known ? inLanguage(known, language) : (code ?? '');
  };
  const words = (language: Language) =>
    `${called(move.fromState, language)} → ${called(move.toState, language)}, ${spanOf(move)}`;
  return { it: words('it'), en: words('en') };
}

/** "3–7, 01/10/2026–31/10/2026"; "> 180, …". */
function durationLabel(value: string): LocalizedText {
  const duration = readDuration(value);
  if (!duration) return { it: value };
  const { overDays, upToDays } = duration;
  const days = upToDays === null ? `> ${overDays}` : `${overDays}–${upToDays}`;
  return { it: `${days}, ${spanOf(duration)}` };
}

const CASES = {
  received: 'statistics:columns.received',
  online: 'dashboard:tile.online',
  inTerm: 'dashboard:tile.term',
  rated: 'dashboard:tile.satisfaction',
} as const satisfies Record<AskedCases['of'], string>;

function casesWords(value: string): Words {
  const cases = readCases(value);
  return { key: cases && CASES[cases.of], label: { it: cases ? spanOf(cases) : value }, word: '' };
}

function spanOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return [from, to].map(shownDay).join('–');
}

function shownDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** The council's own name for it; what has none there is called by its code. */
function called(dimension: Dimension, value: string, names: Names): Words {
  const known = [...names[dimension].values()].find(({ code }) => code === value) ?? { name: { it: value } }; // prettier-ignore
  return { ...ofDimension(dimension, value), label: value === NONE ? null : known.name };
}

/** The statistics' own words. */
function ofDimension(dimension: Dimension, value: string): Words {
  const word = value === NONE ? `without.${dimension}` : `${dimension}.${value}`;
  return { key: `statistics:dimensions.${dimension}`, label: null, word: `statistics:${word}` };
}
