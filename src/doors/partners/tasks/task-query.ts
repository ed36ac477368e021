/** What of its tasks a partner asks for, in the address of the list: `/ente?stato=aperti&cerca=reti&tipo=…&zona=…&scaduti=1`. Pure. */
import type { TaskFilter } from '../../../requests/tasks/task-list.service.js';
import { oneText } from '../one-text.js';

const STAGES = { aperti: 'open', conclusi: 'ended', tutti: 'all' } as const;
export type StageWord = keyof typeof STAGES;
export const STAGE_WORDS = Object.keys(STAGES) as StageWord[]; // the keys of the record above

const WORDS_MAX = 100;
const CODE = /^[a-z0-9-]{1,60}$/;

export interface TaskQuery {
  readonly stage: StageWord;
  readonly words: string;
  readonly category: string;
  readonly area: string;
  readonly isOverdue: boolean;
}

/** What cannot be read counts as not asked. */
export function taskQueryOf(query: Readonly<Record<string, unknown>>): TaskQuery {
  const stage = oneText(query['stato']) ?? '';
  const code = (name: string): string => {
    const typed = oneText(query[name]) ?? '';
    return CODE.test(typed) ? typed : '';
  };
  return {
    stage: Object.hasOwn(STAGES, stage) ? (stage as StageWord) : 'aperti', // a key of the list: just checked
    words: (oneText(query['cerca']) ?? '').trim().slice(0, WORDS_MAX),
    category: code('tipo'),
    area: code('zona'),
    isOverdue: query['scaduti'] === '1',
  };
}

export function filterOf(query: TaskQuery, now: Date): Omit<TaskFilter, 'limit' | 'cursor'> {
  return {
    stage: STAGES[query.stage],
    words: query.words || undefined,
    category: query.category || undefined,
    area: query.area || undefined,
    dueBefore: query.isOverdue ? now : undefined,
  };
}

/** The same question for links: the next page, the file. */
export function addressOf(path: string, query: TaskQuery): string {
  const asked = new URLSearchParams({ stato: query.stage });
  if (query.words) asked.set('cerca', query.words);
  if (query.category) asked.set('tipo', query.category);
  if (query.area) asked.set('zona', query.area);
  if (query.isOverdue) asked.set('scaduti', '1');
  return `${path}?${asked.toString()}`;
}
