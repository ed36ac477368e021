import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { civilDate, civilTimeOfDay } from '../../../calendar/domain/civil-time.js';
import { endsWithDay } from '../../../calendar/domain/deadline.js';
import { Partners } from '../../../partners/partners.service.js';
import { isOpenTask } from '../../../requests/tasks/domain/task-states.js';
import { TaskList, type TaskLine } from '../../../requests/tasks/task-list.service.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import type { Refusal } from '../../../shared/refusal.js';
import { csvText } from '../../../statistics/csv.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { COLUMNS } from './import/answer-rows.js';
import { TaskPoints } from './task-points.service.js';
import { addressOf, filterOf, STAGE_WORDS, taskQueryOf } from './task-query.js';

const PAGE = 25;
const FILE_PAGE = 200;
const FILE_MAX = 10_000;

export interface Asked {
  readonly query: Readonly<Record<string, unknown>>;
  readonly typed?: { readonly values: TypedValues; readonly refusal: Refusal };
}

/** A partner's own tasks as a page and as a file: the same question in the address, the same rows. */
@Injectable()
export class TasksPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly tasks: TaskList,
    private readonly partners: Partners,
    private readonly points: TaskPoints,
    private readonly clock: Clock,
  ) {}

  async show(res: Response, viewer: PartnerViewer, { query: raw, typed }: Asked): Promise<void> {
    const now = this.clock.now();
    const { language } = visitOf(res);
    const query = taskQueryOf(raw);
    const cursor = oneText(raw['da']);
    const filter = { ...filterOf(query, now), limit: PAGE, cursor };
    const { items, next } = await this.tasks.list(viewer, filter, language);
    const operators = await this.partners.operators(viewer.partnerId);
    const refusal = typed?.refusal;
    const ticked = [typed?.values['tasks'] ?? []].flat();
    const model = {
      ...query,
      stages: STAGE_WORDS.map((stage) => ({
        stage,
        href: addressOf('/ente', { ...query, stage }),
      })),
      choices: await this.tasks.choices(viewer, language),
      items: await Promise.all(
        items.map(async (task) => ({
          ...lineModel(task, { now, ticked }),
          point: await this.points.of(task),
        })),
      ),
      operators: operators.map(({ code, name }) => ({ code, name: name ?? '' })),
      hasOpen: items.some(({ state }) => isOpenTask(state)),
      next,
      here: addressOf('/ente', query),
      csv: addressOf('/ente/incarichi.csv', query),
      action: addressOf('/ente/eseguiti', query),
      isFirst: !cursor,
      submissionId: newId(),
      values: typed?.values ?? { performedDay: civilDate(now) },
      errors: refusal?.errors ?? [],
      refusal: null,
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'tasks', model, status });
  }

  /** At most ten thousand rows; headings are the names of the API, and those that the partner fills in to send it back. */
  async csv(res: Response, viewer: PartnerViewer, raw: Asked['query']): Promise<string> {
    const { language } = visitOf(res);
    const filter = filterOf(taskQueryOf(raw), this.clock.now());
    const rows: (string | null)[][] = [];
    let cursor: string | undefined;
    do {
      const asked = { ...filter, limit: FILE_PAGE, cursor };
      const { items, next } = await this.tasks.list(viewer, asked, language);
      rows.push(...items.map(cellsOf));
      cursor = next ?? undefined;
    } while (cursor && rows.length < FILE_MAX);
    return csvText([[...COLUMNS], ...rows]);
  }
}

function lineModel(task: TaskLine, at: { readonly now: Date; readonly ticked: readonly string[] }) {
  const isOpen = isOpenTask(task.state);
  const isOverdue = isOpen && task.dueAt !== null && task.dueAt < at.now;
  const named = `${task.id}:${task.version}`;
  return { ...task, isOpen, isOverdue, named, isTicked: at.ticked.includes(named) };
}

/** Days and hours on the town's wall clock, as the same file may bring them back. */
function cellsOf(task: TaskLine): (string | null)[] {
  const { id, ticketNumber, state, category, title, address, externalReference } = task;
  const [plannedFor, performedAt] = [task.plannedFor, task.performedAt].map(momentCell);
  return [
    ...[id, ticketNumber, state, category, title, address, dueCell(task.dueAt)],
    ...[plannedFor ?? null, externalReference, performedAt ?? null, task.operatorCode, null],
  ];
}

function momentCell(at: Date | null): string | null {
  return at && `${dayCell(civilDate(at))} ${civilTimeOfDay(at)}`;
}

/** The last day of a term: one that ends at 24:00 ends on that day; one of hours at its hour. */
function dueCell(dueAt: Date | null): string | null {
  if (!dueAt || !endsWithDay(dueAt)) return momentCell(dueAt);
  return dayCell(civilDate(new Date(dueAt.getTime() - 1)));
}

function dayCell(day: string): string {
  return day.split('-').reverse().join('/');
}
