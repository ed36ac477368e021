import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { Clock } from '../shared/clock.js';
import { Refusal } from '../shared/refusal.js';
import {
  type CouncilSettingsValues,
  councilSettings,
  DEFAULT_SETTINGS,
  isSettingKey,
  type SettingKey,
} from './council-settings.js';
import { Setting } from './setting.entity.js';

/** Another process's change counts after this long at most; this process's own at its commit. */
export const FRESH_FOR_MS = 5_000;

/**
 * Promises the council's settings, typed, each with a default; a read costs no query but once in five seconds. Refuses a value that its
 * schema does not take, with the schema's message; every change is in the audit list. Read BEFORE a transaction, not inside one.
 */
@Injectable()
export class Settings {
  private readonly logger = new Logger('settings');
  private known: { readonly values: CouncilSettingsValues; readonly at: number } | undefined;
  private loading: Promise<CouncilSettingsValues> | undefined;
  /** Rises with each change of ours: what was being read meanwhile is not kept. */
  private changes = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async get<K extends SettingKey>(key: K): Promise<CouncilSettingsValues[K]> {
    return (await this.all())[key];
  }

  /** One object until something changes: callers may compare it by identity. */
  async all(): Promise<CouncilSettingsValues> {
    if (this.known && Math.abs(this.clock.now().getTime() - this.known.at) < FRESH_FOR_MS)
      return this.known.values;
    const loading = (this.loading ??= this.load());
    try {
      return await loading;
    } finally {
      if (this.loading === loading) this.loading = undefined;
    }
  }

  async set<K extends SettingKey>(
    em: EntityManager,
    key: K,
    value: CouncilSettingsValues[K],
    accountId: string | null = null,
  ): Promise<Refusal | null> {
    const parsed = councilSettings.shape[key].safeParse(value);
    if (!parsed.success || value === undefined)
      return Refusal.fields([{ field: key, code: 'setting-not-valid' }]);
    const row = await em.findOneBy(Setting, { key });
    const to = parsed.data;
    if (row)
      await em.update(Setting, { key }, { value: to as object }); // a JSON value of any shape
    else await insertRows(em, Setting, [{ key, value: to as object }]);
    await this.audit.append(em, {
      event: 'setting-changed',
      accountId,
      data: { key, from: row ? row.value : DEFAULT_SETTINGS[key], to },
    });
    this.transactions.afterCommit(em, () => this.forget());
    return null;
  }

  private forget(): void {
    this.changes += 1;
    this.known = undefined;
    this.loading = undefined;
  }

  private async load(): Promise<CouncilSettingsValues> {
    const { changes, known } = this;
    const at = this.clock.now().getTime();
    const rows = await this.reads.of(Setting).find({ take: 500 });
    const usable = rows.filter((row) => this.isUsable(row)).map((row) => [row.key, row.value]);
    const read = { ...DEFAULT_SETTINGS, ...Object.fromEntries(usable) } as CouncilSettingsValues; // each was checked
    const values = known && isDeepStrictEqual(known.values, read) ? known.values : read;
    if (changes === this.changes) this.known = { values, at };
    return values;
  }

  private isUsable({ key, value }: Setting): boolean {
    if (!isSettingKey(key)) return false; // left by another version
    const fits = councilSettings.shape[key].safeParse(value).success;
    if (!fits) this.logger.warn({ event: 'setting-ignored', key });
    return fits;
  }
}
