/** The page's address: which level, which days, whose office. Pure; what cannot be read falls away, a wrong day says so. */
import { z } from 'zod';
import { addCivilDays, civilDate } from '../../../calendar/domain/civil-time.js';
import type { LevelFilter } from '../../../requests/levels/level-steps.service.js';
import { LEVELS } from '../../../requests/levels/level.js';
import { tidyText } from '../../../shared/normalize.js';
import type { FieldError } from '../../../shared/refusal.js';
import { civilDate as day, optional } from '../../../web/fields.js';
import { parseForm, typedValues } from '../../../web/forms.js';

export const STEPS_PER_PAGE = 50;
const USUAL_DAYS = 30;
const NAMES = ['livello', 'ufficio', 'dal', 'al'] as const;
const days = z.object({ dal: optional(day()), al: optional(day()) });

export interface LevelsQuery {
  readonly filter: Omit<LevelFilter, 'limit'>;
  readonly values: Readonly<Partial<Record<(typeof NAMES)[number], string>>>;
  readonly errors: readonly FieldError[];
}

/** The last 30 days, unless asked otherwise. */
export function readLevelsQuery(query: unknown, now: Date): LevelsQuery {
  const typed = Object.fromEntries(
    Object.entries(typedValues(query)).map(([name, value]) => [
      name,
      tidyText([value].flat()[0] ?? '').slice(0, 500),
    ]),
  );
  const period = parseForm(days, { dal: typed['dal'] ?? '', al: typed['al'] ?? '' });
  const to = (period.ok ? period.value.al : undefined) ?? civilDate(now);
  const from = (period.ok ? period.value.dal : undefined) ?? addCivilDays(to, -USUAL_DAYS);
  const level = LEVELS.find((one) => one === typed['livello']) ?? 'operator';
  return {
    filter: {
      level,
      from,
      to,
      office: typed['ufficio'] || undefined,
      cursor: typed['pagina'] || undefined,
    },
    values: {
      livello: level,
      ufficio: typed['ufficio'] ?? '',
      dal: period.ok ? from : (typed['dal'] ?? ''),
      al: period.ok ? to : (typed['al'] ?? ''),
    },
    errors: period.ok ? [] : period.errors,
  };
}

export function levelsAddress(values: LevelsQuery['values'], cursor?: string): string {
  const search = new URLSearchParams();
  for (const name of NAMES) if (values[name]) search.set(name, values[name]);
  if (cursor) search.set('pagina', cursor);
  return `/ufficio/fasi-per-livello?${search}`;
}
