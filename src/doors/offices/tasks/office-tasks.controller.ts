import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { isOpenTask } from '../../../requests/tasks/domain/task-states.js';
import { type TaskLine, TaskList } from '../../../requests/tasks/task-list.service.js';
import { Clock } from '../../../shared/clock.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';

const STAGES = { aperti: 'open', conclusi: 'ended', tutti: 'all' } as const;
type StageWord = keyof typeof STAGES;
const PAGE = 25;

/** What other offices have asked of ours. */
@Controller('ufficio/incarichi')
export class OfficeTasksController {
  constructor(
    private readonly pages: Pages,
    private readonly tasks: TaskList,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('requests.work')
  async list(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('stato') typedStage?: unknown,
    @Query('da') typedCursor?: unknown,
  ): Promise<void> {
    const stage = stageOf(typedStage);
    const cursor = typeof typedCursor === 'string' ? typedCursor : undefined;
    const filter = { stage: STAGES[stage], limit: PAGE, cursor };
    const person = officePerson(viewer);
    const { items, next } = await this.tasks.list(person, filter, visitOf(res).language);
    const model = {
      stage,
      stages: Object.keys(STAGES),
      items: items.map((task) => this.line(task)),
      next,
      isFirst: !cursor,
    };
    this.pages.render(res, 'offices/tasks', model);
  }

  private line(task: TaskLine) {
    const isOpen = isOpenTask(task.state);
    const isOverdue = isOpen && task.dueAt !== null && task.dueAt < this.clock.now();
    return { ...task, isOpen, isOverdue };
  }
}

function stageOf(typed: unknown): StageWord {
  const word = typeof typed === 'string' ? typed : '';
  return Object.hasOwn(STAGES, word) ? (word as StageWord) : 'aperti'; // a key of the list: just checked
}
