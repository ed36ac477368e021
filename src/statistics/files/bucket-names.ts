/** What the parts of a histogram are called: as ranges, so that nobody takes them for running sums. Pure. */
import { AGE_EDGES_DAYS, type Bucket, DURATION_EDGES_DAYS } from '../domain/patterns.js';
import type { StatisticsTexts } from '../texts.js';

/** Of ages, which are whole days: "fino a 7 giorni", "da 8 a 30 giorni", "oltre 365 giorni". */
export function ageName({ upToDays }: Pick<Bucket, 'upToDays'>, texts: StatisticsTexts): string {
  const over = edgeBefore(upToDays, AGE_EDGES_DAYS);
  if (upToDays === null || over === null) return openName(upToDays, over, texts);
  return texts.fill('patterns.wholeDays', { from: String(over + 1), to: String(upToDays) });
}

/** Of durations, which have decimals: "fino a un giorno", "oltre 7, fino a 15 giorni", "oltre 180 giorni". */
export function durationName(
  { upToDays }: Pick<Bucket, 'upToDays'>,
  texts: StatisticsTexts,
): string {
  const over = edgeBefore(upToDays, DURATION_EDGES_DAYS);
  if (upToDays === null || over === null) return openName(upToDays, over, texts);
  return texts.fill('patterns.betweenDays', { over: String(over), to: String(upToDays) });
}

/** How a page names ages and durations. */
export function bucketNames(texts: StatisticsTexts) {
  const age = (bucket: Bucket): string => ageName(bucket, texts);
  const duration = (bucket: Bucket): string => durationName(bucket, texts);
  return [age, duration] as const;
}

/** Null before the first edge. */
function edgeBefore(upToDays: number | null, edges: readonly number[]): number | null {
  return edges.filter((edge) => upToDays === null || edge < upToDays).at(-1) ?? null;
}

function openName(upToDays: number | null, over: number | null, texts: StatisticsTexts): string {
  if (upToDays === null) return texts.fill('patterns.longerDays', { over: String(over) });
  if (upToDays === 1) return texts.say('patterns.upToOneDay');
  return texts.fill('patterns.upToDays', { to: String(upToDays) });
}
