import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { PartnerViewer, Viewer } from '../../../access/viewer.js';
import { PartnerWordsReader } from '../../../requests/queries/partner-words.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import type { Language } from '../../../shared/localized-text.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { idempotencyKey, parseJson } from '../json-body.js';
import { presentOwnStep, presentTask } from './present-task.js';
import { answerFields, inPersonOf, taskFilter, taskQuery, taskStepBody } from './task-body.js';

@Controller('api/v1/tasks')
export class ApiTasksController {
  constructor(
    private readonly tasks: TaskList,
    private readonly desk: TaskDesk,
    private readonly views: RequestViews,
    private readonly words: PartnerWordsReader,
  ) {}

  @Get()
  @Allow('tasks.answer')
  async list(
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: unknown,
  ) {
    if (viewer.kind !== 'partner') return new Refusal('not-allowed');
    const { language } = visitOf(res);
    const filter = taskFilter(parseJson(taskQuery, query));
    const { items, next } = await this.tasks.list(viewer, filter, language);
    const shown = await Promise.all(
      items.map((line) => this.present(viewer, line.ticketNumber, { taskId: line.id, language })),
    );
    return { items: shown.filter((one) => one !== null), next };
  }

  @Post(':taskId/steps')
  @Allow('tasks.answer')
  @HttpCode(201)
  async answer(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('taskId') taskId: string,
    @Body() body: unknown,
  ) {
    if (viewer.kind !== 'partner') return new Refusal('not-allowed');
    const key = idempotencyKey(req);
    const { action, version, person, ...rest } = parseJson(taskStepBody, body);
    const ticketNumber = await this.tasks.ticketOf(viewer, taskId);
    if (!ticketNumber) return new Refusal('not-found');
    const acting = inPersonOf(viewer, person);
    const answer = { action, version, ...answerFields(rest) };
    const given = { answer, files: [], key };
    const answered = await this.desk.answer(acting, { taskId, ticketNumber }, given);
    if (isRefusal(answered)) return answered;
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const step = view.steps.find((one) => one.seq === answered.seq);
    const dueAt = view.tasks.find((one) => one.id === taskId)?.dueAt?.toISOString() ?? null;
    const { state, version: now, seq } = answered;
    const words = await this.words.of(viewer, view.request.id);
    return { step: step ? presentOwnStep(step, words) : { seq }, state, version: now, dueAt };
  }

  private async present(
    viewer: PartnerViewer,
    ticketNumber: string,
    { taskId, language }: { taskId: string; language: Language },
  ) {
    const view = await this.views.view(viewer, ticketNumber, language);
    if (isRefusal(view)) return null;
    const task = view.tasks.find((one) => one.id === taskId);
    const words = await this.words.of(viewer, view.request.id);
    return task ? presentTask(view, task, words) : null;
  }
}
