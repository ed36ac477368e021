/** The filters that no field of the form holds: a number of the statistics asks them, and the list says them as chips. Pure. */
import { isCivilDate } from '../../../calendar/domain/civil-time.js';
import { readCases, readDuration, readMove } from './asked-passing.js';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import { INTAKE_CHANNELS } from '../../../requests/service-request.entity.js';
import { LANGUAGES } from '../../../shared/localized-text.js';

/** Asks for what has no value; no code is written so. */
export const NONE = '-';

export const CHIP_NAMES = ['canale', 'rapporto', 'lingua', 'livello', 'ultimo-ente', 'giorno-settimana', 'ora', 'esito', 'ritirate', 'passaggio', 'durata', 'casi', 'aperta-il'] as const; // prettier-ignore
export type ChipName = (typeof CHIP_NAMES)[number];

/** Null: the councils' own codes. */
const VALUES: Readonly<Record<ChipName, readonly string[] | null>> = {
  canale: INTAKE_CHANNELS,
  rapporto: [...ORIGINS, NONE],
  lingua: LANGUAGES,
  livello: null,
  'ultimo-ente': null,
  'giorno-settimana': ['1', '2', '3', '4', '5', '6', '7'],
  ora: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
  esito: null,
  ritirate: ['no', 'solo'],
  passaggio: null,
  durata: null,
  casi: null,
  'aperta-il': null,
};

/** Whether the filter has such a value; filters that are no chip have any. */
export function isChipValue(name: string, value: string): boolean {
  if (name === 'passaggio') return readMove(value) !== null;
  if (name === 'durata') return readDuration(value) !== null;
  if (name === 'casi') return readCases(value) !== null;
  if (name === 'aperta-il') return isCivilDate(value);
  const chip = CHIP_NAMES.find((one) => one === name);
  return (chip && VALUES[chip]?.includes(value)) ?? true;
}
