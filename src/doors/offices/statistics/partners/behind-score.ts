/** The way from each number of a partner's score to the list of what it counts. Pure. */
import { type Month, monthsUpTo } from '../../../../statistics/domain/month.js';
import {
  type CountedTask,
  NO_LISTS,
  type ScoreLists,
} from '../../../../statistics/partners/counted-tasks.js';
import type { Slice } from '../../../../statistics/domain/period.js';
import { casesBehind, listsBehind } from '../list-behind.js';

const MONTHS = 12;

/** Both within. */
export interface Span {
  readonly from: Month;
  readonly to: Month;
}

/** The twelve months up to one. */
export function spanUpTo(to: Month): Span {
  return { from: monthsUpTo(to, MONTHS)[0] ?? to, to };
}

/** How an address names the number whose tasks it lists. */
export const TASK_WORDS = {
  offerti: 'offered',
  accettati: 'accepted',
  rifiutati: 'declined',
  scaduti: 'expired',
  annullati: 'cancelled',
  'in-attesa': 'unanswered',
  eseguiti: 'done',
  puntuali: 'onTime',
  'in-ritardo': 'late',
} as const satisfies Record<string, CountedTask>;
export type TaskWord = keyof typeof TASK_WORDS;

export function tasksAddress(partner: string, word: TaskWord, month: string): string {
  return `${ofPartner(partner)}/incarichi?${new URLSearchParams({ quali: word, mese: month })}`;
}

/** By the number's own name; none where the partner has no code to be asked by. */
export function behindScore(partner: string | null, { from, to }: Span, today: string): ScoreLists {
  if (partner === null) return NO_LISTS;
  const days = { from: from.first, to: to.last, isRunning: today < to.next };
  const own: Slice = { dimension: 'partner', code: partner };
  const tasks = Object.entries(TASK_WORDS).map(([word, name]) => [name, tasksAddress(partner, word as TaskWord, to.code)]); // prettier-ignore
  return {
    ...(Object.fromEntries(tasks) as Record<(typeof TASK_WORDS)[TaskWord], string>), // pairs of the words above
    complaints: listsBehind([own, { dimension: 'kind', code: 'complaint' }], days).received,
    reopenings: listsBehind([own], days).reopened,
    satisfaction: casesBehind([own], days).satisfaction,
    differences: `${ofPartner(partner)}/tabulati?${new URLSearchParams({ mese: to.code })}`,
  };
}

function ofPartner(code: string): string {
  return `/ufficio/statistiche/enti/${encodeURIComponent(code)}`;
}
