import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PartnerViewer } from '../../../../access/viewer.js';
import { Vault } from '../../../../config/vault.js';
import { TASK_ACTIONS, type TaskAnswer } from '../../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../../requests/tasks/task-desk.service.js';
import { TaskTrials, type TriedTask } from '../../../../requests/tasks/task-trials.service.js';
import { type FieldError, isRefusal, Refusal } from '../../../../shared/refusal.js';
import { readTable } from '../../../../worksheets/reading/read-table.js';
import { SheetFault } from '../../../../worksheets/reading/sheet-fault.js';
import { answerOf, type AskedRow, askedRows } from './answer-rows.js';

const BYTES_MAX = 500_000;
const ROWS_MAX = 200;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const moment = z.iso.datetime().transform((text) => new Date(text));
const sealedPlan = z.object({
  partnerId: z.string(),
  rows: z.array(
    z.object({
      line: z.number(),
      taskId: z.string(),
      ticketNumber: z.string(),
      answer: z.object({
        action: z.enum(TASK_ACTIONS),
        version: z.number(),
        plannedFor: moment.optional(),
        performedAt: moment.optional(),
        ...{ operatorCode: z.string().optional(), externalReference: z.string().optional() },
        ...{ note: z.string().optional(), reason: z.string().optional() },
      }),
    }),
  ),
});

/** One row of the file, and what would become of it. */
export interface PlannedRow {
  readonly line: number;
  readonly ticketNumber: string | null;
  readonly address: string | null;
  /** Null: it asks for nothing new, or it is refused. */
  readonly answer: TaskAnswer | null;
  readonly error: FieldError | null;
  readonly refusal: Refusal | null;
}

export interface Plan {
  readonly rows: readonly PlannedRow[];
  /** What can be recorded, sealed: the confirmation records exactly this. Null where nothing can. */
  readonly handle: string | null;
}

/**
 * A partner's answers out of its table: shown first, recorded when confirmed, each row through the desk of tasks on its own. Nothing is
 * recorded, and nothing kept, before. Refuses a file that is no table, lacks a heading or is too long.
 */
@Injectable()
export class AnswerImport {
  constructor(
    private readonly trials: TaskTrials,
    private readonly desk: TaskDesk,
    private readonly vault: Vault,
  ) {}

  async plan(viewer: PartnerViewer, bytes: Buffer): Promise<Plan | Refusal> {
    const asked = await read(bytes);
    if (isRefusal(asked)) return asked;
    const ids = [...new Set(asked.map(({ taskId }) => taskId))].filter((id) => UUID.test(id));
    const tasks = await this.trials.of(viewer, ids);
    const seen = new Set<string>();
    const rows = asked.map((row) => {
      const isTwice = seen.has(row.taskId);
      seen.add(row.taskId);
      return planned(row, tasks.get(row.taskId), isTwice);
    });
    const good = rows.flatMap((row, i) =>
      row.answer ? [{ ...row, taskId: asked[i]?.taskId ?? '' }] : [],
    );
    const sealed = { partnerId: viewer.partnerId, rows: good };
    return { rows, handle: good.length > 0 ? this.vault.seal(JSON.stringify(sealed)) : null };
  }

  /** Records what was planned; a second sending under the same key finds what the first one did. Refuses what this house did not seal for them. */
  async confirm(viewer: PartnerViewer, handle: string, key: string) {
    const plan = this.open(handle);
    if (plan?.partnerId !== viewer.partnerId) return new Refusal('not-found');
    const results = [];
    for (const { line, taskId, ticketNumber, answer } of plan.rows) {
      const given = { answer: defined(answer), files: [], key: `${key}:${taskId}` };
      const answered = await this.desk.answer(viewer, { taskId, ticketNumber }, given);
      const refusal = isRefusal(answered) ? answered : null;
      results.push({ line, ticketNumber, refusal, error: refusal?.errors[0] ?? null });
    }
    return results;
  }

  private open(handle: string): z.output<typeof sealedPlan> | null {
    try {
      return sealedPlan.parse(JSON.parse(this.vault.open(handle)));
    } catch {
      return null; // cut or forged: nothing to confirm
    }
  }
}

async function read(bytes: Buffer): Promise<AskedRow[] | Refusal> {
  const tooLong = { field: 'file', code: 'answers-too-many', data: { max: ROWS_MAX } };
  if (bytes.length > BYTES_MAX) return Refusal.fields([tooLong]);
  try {
    const asked = askedRows(await readTable(bytes));
    if (!Array.isArray(asked)) return Refusal.fields([asked]);
    if (asked.length > ROWS_MAX) return Refusal.fields([tooLong]);
    return asked.length > 0 ? asked : Refusal.fields([{ field: 'file', code: 'answers-empty' }]);
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    return Refusal.fields([{ field: 'file', code: error.code, data: { ...error.data } }]);
  }
}

function planned(row: AskedRow, tried: TriedTask | undefined, isTwice: boolean): PlannedRow {
  const { line } = row;
  const { ticketNumber = null, address = null } = tried ?? {};
  const refused = { line, ticketNumber, address, answer: null, error: null, refusal: null };
  if (!tried) return { ...refused, error: { field: 'taskId', code: 'answers-unknown' } };
  if (isTwice) return { ...refused, error: { field: 'taskId', code: 'answers-twice' } };
  if (row.errors[0]) return { ...refused, error: row.errors[0] };
  const answer = answerOf(row, tried.task);
  if (answer === null) return refused;
  if ('code' in answer) return { ...refused, error: answer };
  const refusal = tried.try(answer);
  return refusal
    ? { ...refused, refusal, error: refusal.errors[0] ?? null }
    : { ...refused, answer };
}

/** Without the keys that are there with nothing in them. */
function defined(answer: z.output<typeof sealedPlan>['rows'][number]['answer']): TaskAnswer {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as TaskAnswer; // the schema's keys, without the empty ones
}
