/**
 * A partner's own table of its tasks, as it downloaded it and filled it in: what each row asks for. Columns are found by their heading,
 * in any order; those that say nothing new (title, address, …) are not looked at. Pure.
 */
import type { TaskAction, TaskAnswer } from '../../../../requests/tasks/domain/answer.js';
import type { TaskState } from '../../../../requests/tasks/domain/task-states.js';
import type { FieldError } from '../../../../shared/refusal.js';
import { civilTime } from '../../../../web/fields.js';
import { dayCell, textCell, timeCell } from '../../../../worksheets/domain/read-cells.js';
import type { TableRow } from '../../../../worksheets/reading/read-table.js';

/** Headings of the file that leaves; the last three are empty there, for the partner to fill. */
export const COLUMNS = [
  ...['taskId', 'number', 'state', 'category', 'title', 'address', 'dueAt', 'plannedFor'],
  ...['reference', 'performedAt', 'operatorCode', 'note'],
] as const;
const NEEDED = ['taskId', 'state'] as const;
const TEXT_MAX = { reference: 60, operatorCode: 40, note: 300 } as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?Z$/;

/** Where each state that a partner may write leads from whatever the task is in. */
const ACTIONS: Partial<Record<TaskState, TaskAction>> = {
  accepted: 'accept',
  scheduled: 'schedule',
  done: 'complete',
  declined: 'decline',
};

export const WRITTEN_STATES = Object.keys(ACTIONS);

export interface AskedRow {
  readonly line: number;
  readonly taskId: string;
  readonly state: string;
  readonly plannedFor: Date | undefined;
  readonly performedAt: Date | undefined;
  readonly externalReference: string | undefined;
  readonly operatorCode: string | undefined;
  readonly note: string | undefined;
  /** Cells that cannot be read. */
  readonly errors: readonly FieldError[];
}

/** The rows under the heading, or the headings that are missing. */
export function askedRows([heading, ...rows]: readonly TableRow[]): AskedRow[] | FieldError {
  const names = (heading?.cells ?? []).map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    return { field: 'file', code: 'answers-heading', data: { columns: missing.join(', ') } };
  return rows.map(({ line, cells }) => {
    const cell = (name: string): string => unguarded(cells[names.indexOf(name)] ?? '').trim();
    return askedRow(line, cell);
  });
}

/** What the row asks of the task as it is: null where it asks nothing new. */
export function answerOf(
  row: AskedRow,
  task: { readonly state: TaskState; readonly version: number; readonly plannedFor: Date | null },
): TaskAnswer | FieldError | null {
  const { state, plannedFor, performedAt, externalReference, operatorCode, note } = row;
  const isNewDay = state === 'scheduled' && !isSameMinute(plannedFor, task.plannedFor);
  if (state === task.state && !isNewDay) return null;
  const action = Object.hasOwn(ACTIONS, state) ? ACTIONS[state as TaskState] : undefined; // a key: just checked
  if (!action) return { field: 'state', code: 'answers-state', data: { state } };
  if (action === 'complete' && !performedAt) return { field: 'performedAt', code: 'required' };
  return {
    ...{ action, version: task.version },
    ...(externalReference && { externalReference }),
    ...(action === 'schedule' && plannedFor && { plannedFor }),
    ...(action === 'complete' && performedAt && { performedAt }),
    ...(action === 'complete' && operatorCode && { operatorCode }),
    ...(note && (action === 'decline' ? { reason: note } : { note })),
  };
}

function askedRow(line: number, cell: (name: string) => string): AskedRow {
  const planned = moment('plannedFor', cell('plannedFor'));
  const performed = moment('performedAt', cell('performedAt'));
  const text = (name: keyof typeof TEXT_MAX) => textCell(cell(name), TEXT_MAX[name]) ?? undefined;
  return {
    ...{ line, taskId: cell('taskId').toLowerCase(), state: cell('state').toLowerCase() },
    plannedFor: planned instanceof Date ? planned : undefined,
    performedAt: performed instanceof Date ? performed : undefined,
    externalReference: text('reference'),
    operatorCode: text('operatorCode'),
    note: text('note'),
    errors: [planned, performed].filter(isFault),
  };
}

/** An instant as we write it, or a day and an hour as a person does, on the town's wall clock. */
function moment(field: string, cell: string): Date | FieldError | undefined {
  if (cell === '') return undefined;
  if (INSTANT.test(cell) && !Number.isNaN(Date.parse(cell))) return new Date(cell);
  const [day, time] = [dayCell(cell), timeCell(cell)];
  const parsed = civilTime().safeParse(`${String(day)}T${String(time)}`);
  return parsed.success ? parsed.data : { field, code: 'answers-moment', data: { cell } };
}

function isFault(value: Date | FieldError | undefined): value is FieldError {
  return value !== undefined && !(value instanceof Date);
}

function isSameMinute(one: Date | undefined, other: Date | null): boolean {
  const minute = (at: Date): number => Math.floor(at.getTime() / 60_000);
  return one === undefined || (other !== null && minute(one) === minute(other));
}

/** Our own files put an apostrophe before what a spreadsheet could take for a formula. */
function unguarded(cell: string): string {
  return /^'[\t\r\n\s]*[=+\-@＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}
