/** The tasks of a request as its page tells them: how each stands, since when and by whom, and what the viewer's own office may answer. Pure. */
import { may, type OfficeViewer } from '../../../access/viewer.js';
import type { TaskView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { type KeptRule, readRuleLine } from '../../../requests/assignment/rule-line.js';
import type { LinkLine } from '../../../requests/tasks/links/link-book.service.js';
import { possibleAnswers, type TaskAction } from '../../../requests/tasks/domain/answer.js';
import { QUOTE_GIVEN } from '../../../workflow/domain/recorded-numbers.js';
import { answerSlug, inPageOrder } from '../../shared/answer-words.js';

export interface TaskLine extends Omit<TaskView, 'rule'> {
  readonly rule: KeptRule | null;
  readonly isOverdue: boolean;
  /** Of another office of the council. */
  readonly isOffice: boolean;
  readonly instructions: string | null;
  /** The step that brought the task to where it stands: when, and who recorded it. */
  readonly since: Date;
  readonly by: string | null;
  /** Words with which it was answered last. */
  readonly said: string | null;
  readonly answers: readonly { readonly action: TaskAction; readonly slug: string }[];
  /** With which a partner opens it without an account; null where the viewer has no hand in them, or there is nothing to open any more. */
  readonly links: readonly LinkLine[] | null;
}

interface Seen {
  /** By task. */
  readonly links: Readonly<Record<string, readonly LinkLine[]>>;
  readonly viewer: OfficeViewer;
  readonly steps: readonly StepView[];
  readonly now: Date;
}

/** Those still open first, each group in the order in which they were given out. */
export function taskLines(tasks: readonly TaskView[], seen: Seen): TaskLine[] {
  const lines = tasks.map((task) => lineOf(task, seen));
  return [...lines.filter(({ isOpen }) => isOpen), ...lines.filter(({ isOpen }) => !isOpen)];
}

/** A task that an office of the viewer's was asked for. */
export function isTheirTask(viewer: OfficeViewer, { officeId }: TaskView): boolean {
  return officeId !== null && viewer.officeIds.includes(officeId) && may(viewer, 'requests.work');
}

/** What was asked, in the words of who asked. */
export function instructionsOf(task: TaskView, steps: readonly StepView[]): string | null {
  const asking = steps.find(({ at }) => at.getTime() === task.offeredAt.getTime());
  return asking?.details.find(({ code }) => code === 'instructions')?.value ?? null;
}

function lineOf(task: TaskView, { viewer, steps, now, links }: Seen): TaskLine {
  const answer = steps.findLast((step) => isAbout(step, task));
  const moved = steps.findLast((step) => isAbout(step, task) && MOVING.includes(step.action));
  const reason = answer?.data['reason'];
  return {
    ...task,
    isOverdue: task.isOpen && task.dueAt !== null && task.dueAt < now,
    isOffice: task.officeId !== null,
    rule: task.rule === null ? null : readRuleLine(task.rule),
    instructions: instructionsOf(task, steps),
    since: moved?.at ?? task.offeredAt,
    by: moved?.actor.name ?? null,
    said: answer?.note ?? (typeof reason === 'string' ? reason : null),
    answers: isTheirTask(viewer, task) ? answersOf(task) : [],
    links: links[task.id] ?? null,
  };
}

const MOVING = ['task-accept', 'task-schedule', 'task-complete', QUOTE_GIVEN, 'task-decline'];

/** An office asked by a colleague needs not accept first what it has done already. */
function answersOf({ state }: TaskView) {
  return inPageOrder(possibleAnswers(state)).map((action) => ({
    action,
    slug: answerSlug(action),
  }));
}

function isAbout(step: StepView, { id }: TaskView): boolean {
  const task = step.data['task'];
  return (
    step.correctedBy === null &&
    typeof task === 'object' &&
    task !== null &&
    'id' in task &&
    task.id === id
  );
}
