import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { hold } from '../../database/hold.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { selectRow } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { Audit, type AuditFact } from '../../proof/audit.service.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import { ExportJob } from './export-job.entity.js';

const LEASE_MS = 120_000;
const KEPT_MS = 86_400_000;
const FILES_AT_ONCE = 2;

export type NewExport = Pick<
  ExportJob,
  'format' | 'columns' | 'filedFrom' | 'filedTo' | 'rowsTotal'
>;

/**
 * Keeps the lists that are being written, each with its entry in the audit list: who, which columns, which days, how many requests. Gives a
 * list to nobody but the person who asked for it, for a day. Refuses (`exports-running`) a third while two are being written, by whatever process.
 */
@Injectable()
export class ExportBook {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async enter({ accountId }: OfficeViewer, asked: NewExport): Promise<ExportJob | Refusal> {
    const begunAt = this.clock.now();
    const job: ExportJob = {
      ...{ id: newId(), accountId, ...asked, state: 'running', rowsDone: 0 },
      ...{ begunAt, leaseUntil: this.lease() },
    };
    return this.transactions.run(async (em) => {
      if (!(await this.hasPlace(em))) return new Refusal('unavailable', 'exports-running');
      await insertRows(em, ExportJob, [job]);
      await this.audit.append(em, factOf(accountId, asked));
      return job;
    });
  }

  /** A list that is given at once and kept nowhere: the audit list knows of it all the same. */
  tell(accountId: string | null, asked: NewExport): Promise<void> {
    return this.transactions.run((em) => this.audit.append(em, factOf(accountId, asked)));
  }

  /** Null where it is not theirs, or a day old. A writer that died has failed. */
  async find({ accountId }: OfficeViewer, id: string): Promise<ExportJob | null> {
    const job = await selectRow(this.reads.em, ExportJob, 'WHERE id = :id AND account_id = :accountId', { id, accountId }); // prettier-ignore
    if (!job || job.begunAt.getTime() + KEPT_MS < this.clock.now().getTime()) return null;
    return job.state === 'running' && job.leaseUntil < this.clock.now()
      ? { ...job, state: 'failed' }
      : job;
  }

  /** False where it is no longer running: whoever writes it stops. */
  progress(id: string, rowsDone: number): Promise<boolean> {
    return this.change(id, { rowsDone, state: 'running' });
  }

  /** How it ended; the first end counts. */
  end(id: string, state: Exclude<ExportJob['state'], 'running'>): Promise<boolean> {
    return this.change(id, { rowsDone: null, state });
  }

  /** Takes lists of yesterday out; gives their ids. */
  async forget(): Promise<string[]> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS).toISOString();
    const old = 'SELECT id AS "id" FROM export_jobs WHERE begun_at < :before LIMIT 500';
    const rows = await this.reads.rows<{ id: string }>(old, { before });
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0)
      await this.transactions.run((em) =>
        queryRows(em, 'DELETE FROM export_jobs WHERE id IN (:...ids)', { ids }),
      );
    return ids;
  }

  /** Nobody else enters one until the transaction ends. */
  private async hasPlace(em: EntityManager): Promise<boolean> {
    await hold(em, 'export-places');
    const sql = `SELECT id AS "id" FROM export_jobs WHERE state = 'running' AND lease_until >= :now LIMIT ${FILES_AT_ONCE}`;
    const running = await queryRows(em, sql, { now: this.clock.now().toISOString() });
    return running.length < FILES_AT_ONCE;
  }

  private async change(
    id: string,
    { rowsDone, state }: { rowsDone: number | null; state: ExportJob['state'] },
  ): Promise<boolean> {
    const whole = state === 'ready' ? { rowsDone: () => 'rows_total' } : {}; // the last of them are not told one by one
    const done = rowsDone === null ? whole : { rowsDone };
    const { affected } = await this.transactions.run((em) =>
      em.update(ExportJob, { id, state: 'running' }, { state, ...done, leaseUntil: this.lease() }),
    );
    return affected === 1;
  }

  private lease(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}

function factOf(accountId: string | null, asked: NewExport): AuditFact {
  const { columns, filedFrom: from, filedTo: to, rowsTotal: rows, format } = asked;
  const data = { list: 'requests', from, to, rows, columns, format };
  return { event: 'exported', accountId, data };
}
