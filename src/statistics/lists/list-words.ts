/** The words that a list of requests needs, as data: a thread has no language files. Pure. */
import { ORIGINS } from '../../requests/facts/request-facts.entity.js';
import { INTAKE_CHANNELS, REQUEST_KINDS } from '../../requests/service-request.entity.js';
import { LANGUAGES } from '../../shared/localized-text.js';
import { STATE_KINDS } from '../../workflow/domain/document.js';
import { PERSONAL_COLUMNS } from '../exports/personal-columns.js';
import { WITHOUT_ROLE } from '../names.service.js';
import type { StatisticsTexts } from '../texts.js';
import { EXPORT_COLUMNS } from './list-columns.js';

const KEYS = [
  ...[...EXPORT_COLUMNS, ...PERSONAL_COLUMNS].map((code) => `columns.${code}`),
  ...REQUEST_KINDS.map((code) => `kind.${code}`),
  ...INTAKE_CHANNELS.map((code) => `channel.${code}`),
  ...LANGUAGES.map((code) => `language.${code}`),
  ...['0', '1'].map((flag) => `flag.${flag}`),
  ...ORIGINS.map((code) => `origin.${code}`),
  ...STATE_KINDS.map((code) => `stateKind.${code}`),
  ...WITHOUT_ROLE.map((code) => `level.${code}`),
  ...[1, 2, 3, 4, 5, 6, 7].map((weekday) => `weekdays.${weekday}`),
];

export function listWords({ say }: StatisticsTexts): Readonly<Record<string, string>> {
  return Object.fromEntries(KEYS.map((key) => [key, say(key)]));
}
