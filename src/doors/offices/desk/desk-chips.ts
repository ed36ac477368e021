/** What narrows the list beside the form, in words, each with the way to the list without it. Pure. */
import { assertNever } from '../../../shared/assert-never.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { CHIP_NAMES, type ChipName, NONE } from './chip-values.js';
import { type DeskQuery, listAddress } from './desk-query.js';

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

type Outcomes = readonly { readonly value: string; readonly label: LocalizedText }[];

export function chipsOf(values: DeskQuery['values'], outcomes: Outcomes): Chip[] {
  return CHIP_NAMES.flatMap((name) => {
    const value = values[name];
    if (!value) return [];
    const { [name]: _, ...others } = values;
    return [{ name, value, ...wordsOf(name, value, outcomes), without: listAddress(others) }];
  });
}

function wordsOf(
  name: ChipName,
  value: string,
  outcomes: Outcomes,
): Pick<Chip, 'key' | 'label' | 'word'> {
  switch (name) {
    case 'canale':
      return ofDimension('channel', value);
    case 'rapporto':
      return ofDimension('origin', value);
    case 'lingua':
      return ofDimension('language', value);
    case 'esito': {
      const label = outcomes.find((one) => one.value === value)?.label ?? { it: value };
      return { ...ofDimension('outcome', value), label: value === NONE ? null : label };
    }
    case 'ritirate':
      return { key: null, label: null, word: `offices:list.withdrawn.${value}` };
    default:
      return assertNever(name);
  }
}

/** The statistics' own words. */
function ofDimension(dimension: string, value: string): Pick<Chip, 'key' | 'label' | 'word'> {
  const word = value === NONE ? `without.${dimension}` : `${dimension}.${value}`;
  return { key: `statistics:dimensions.${dimension}`, label: null, word: `statistics:${word}` };
}
