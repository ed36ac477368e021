import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';

export interface OpenRequests {
  readonly open: number;
  /** For the citizen, or for somebody outside. */
  readonly waiting: number;
}

export interface RunningClocks {
  readonly running: number;
  /** Their time has come, and they have not fired yet. */
  readonly due: number;
  /** Could not be fired at the last try. */
  readonly failing: number;
}

/** How much is going on, in figures without a name: for whoever watches over the machine. */
@Injectable()
export class Workload {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async requests(): Promise<OpenRequests> {
    const rows = await this.reads.rows<{ kind: string; count: number | string }>(
      `SELECT state_kind AS kind, COUNT(*) AS count FROM service_requests WHERE state_kind <> 'closed' GROUP BY state_kind`,
    );
    const of = (kind: string): number => Number(rows.find((row) => row.kind === kind)?.count ?? 0);
    return { open: of('open'), waiting: of('waiting') };
  }

  async clocks(): Promise<RunningClocks> {
    const [row] = await this.reads.rows<Record<keyof RunningClocks, number | string | null>>(
      `SELECT COUNT(*) AS running, SUM(CASE WHEN fires_at <= :now THEN 1 ELSE 0 END) AS due,
         SUM(CASE WHEN failures > 0 THEN 1 ELSE 0 END) AS failing
       FROM due_clocks WHERE fired_at IS NULL`,
      { now: this.clock.now().toISOString() },
    );
    const { running, due, failing } = row ?? { running: 0, due: 0, failing: 0 };
    return { running: Number(running), due: Number(due), failing: Number(failing) };
  }
}
