import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { isOpenTask } from '../../../requests/tasks/domain/task-states.js';
import { TaskList, type TaskLine } from '../../../requests/tasks/task-list.service.js';
import { Clock } from '../../../shared/clock.js';
import { visitOf } from '../../../web/request/visit.js';
import { CurrentPartner } from '../current-partner.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';

const STAGES = { aperti: 'open', conclusi: 'ended', tutti: 'all' } as const;
type StageWord = keyof typeof STAGES;
const PAGE = 25;

@Controller('ente')
export class PartnerTasksController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly tasks: TaskList,
    private readonly clock: Clock,
  ) {}

  /** Where a partner's day begins; who has only buildings begins with their requests. */
  @Get()
  @Allow('tasks.answer', 'partner.requests')
  async list(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query('stato') typedStage?: unknown,
    @Query('da') cursor?: unknown,
  ): Promise<void> {
    const { showsTasks } = await this.desk.facts(viewer);
    if (!showsTasks) return this.desk.redirect(res, '/ente/segnalazioni');
    const stage = stageOf(typedStage);
    const filter = { stage: STAGES[stage], limit: PAGE, cursor: oneText(cursor) };
    const { items, next } = await this.tasks.list(viewer, filter, visitOf(res).language);
    const model = {
      stage,
      stages: Object.keys(STAGES),
      items: items.map((task) => this.line(task)),
      next,
    };
    await this.desk.render(res, viewer, { view: 'tasks', model: { ...model, isFirst: !cursor } });
  }

  private line(task: TaskLine) {
    const isOpen = isOpenTask(task.state);
    const isOverdue = isOpen && task.dueAt !== null && task.dueAt < this.clock.now();
    return { ...task, isOpen, isOverdue };
  }
}

function stageOf(typed: unknown): StageWord {
  const word = oneText(typed) ?? '';
  return Object.hasOwn(STAGES, word) ? (word as StageWord) : 'aperti'; // a key of the list: just checked
}
