import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { databaseKind } from '../config/database-kind.js';
import { Environment } from '../config/environment.js';
import { sqliteFile } from '../database/address.js';
import { bind } from '../database/statements/placeholders.js';
import { Reads } from '../database/reads.js';

interface Waiting {
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (fault: Error) => void;
}
type Answer = { id: number; rows: unknown[] } | { id: number; fault: string };

/**
 * Answers queries that may take longer than 20 ms (statistics, exports) without stopping a page: on SQLite in one thread with a read-only
 * connection of its own, in the order in which they were asked; on PostgreSQL through the pool. The thread starts with the first
 * query and is started again after a crash. Refuses to write: the connection is read-only.
 */
@Injectable()
export class SlowReads implements OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    private readonly environment: Environment,
    private readonly reads: Reads,
  ) {}

  /** Raw rows. Placeholders are `:name` and `:...list`; the same text runs on both databases. */
  async rows<T>(sql: string, parameters: Record<string, unknown> = {}): Promise<T[]> {
    if (databaseKind === 'postgres') return this.reads.rows<T>(sql, parameters);
    const [text, values] = bind(sql, parameters);
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      const worker = this.thread();
      this.lastId += 1;
      this.waiting.set(this.lastId, { resolve, reject });
      worker.ref(); // the process stays while somebody waits for an answer
      worker.postMessage({ id: this.lastId, sql: text, values });
    });
    return rows as T[]; // the query names its columns
  }

  /** Ends the thread; what still waits is rejected. */
  async onModuleDestroy(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
    this.rejectAll(new Error('the program is stopping'));
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./slow-reads.worker.mjs', import.meta.url), {
      workerData: { file: sqliteFile(this.environment) },
    });
    worker.unref();
    worker.on('message', (answer: Answer) => this.settle(worker, answer));
    worker.on('error', (fault) => this.afterCrash(worker, fault));
    this.worker = worker;
    return worker;
  }

  private settle(worker: Worker, answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0) worker.unref();
    if ('rows' in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(new Error(`a slow read failed: ${answer.fault}`));
  }

  private afterCrash(worker: Worker, fault: unknown): void {
    if (this.worker === worker) this.worker = undefined;
    this.rejectAll(new Error('the reading thread stopped', { cause: fault }));
  }

  private rejectAll(fault: Error): void {
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }
}
