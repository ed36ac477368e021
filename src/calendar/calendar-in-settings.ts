import type { QueryRunner } from 'typeorm';
import { TownCalendar } from './town-calendar.js';

/** The town's working days as its settings say them; for migrations, which run before any service is there. */
export async function calendarInSettings(q: QueryRunner): Promise<TownCalendar> {
  const sql = `SELECT key, value FROM settings WHERE key IN ('patronSaintDay', 'closureDays')`;
  const rows = (await q.query(sql)) as { key: string; value: string }[];
  const set = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
  return new TownCalendar({
    patronSaint: String(set['patronSaintDay'] ?? '') || null,
    closures: (set['closureDays'] ?? []) as string[], // as the settings' schema let them in
    movesOn: false,
  });
}
