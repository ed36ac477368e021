import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { FormBody } from '../../../web/forms.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { type DoneTask, readDone } from './done-form.js';
import { TasksPage } from './tasks-page.service.js';

/** Several tasks at once: recorded as done, each on its own and told row by row; or taken along as a file. */
@Controller('ente')
export class ManyTasksController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly page: TasksPage,
    private readonly list: TaskList,
    private readonly tasks: TaskDesk,
  ) {}

  @Get('incarichi.csv')
  @Allow('tasks.answer')
  async file(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const text = await this.page.csv(res, viewer, query);
    res.attachment('incarichi.csv').type('text/csv; charset=utf-8').send(text);
  }

  @Post('eseguiti')
  @Allow('tasks.answer')
  async done(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Body() body: FormBody,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const form = readDone(body);
    if (!form.ok) {
      const typed = { values: form.values, refusal: Refusal.fields(form.errors) };
      await this.page.show(res, viewer, { query, typed });
      return;
    }
    const rows = [];
    for (const one of form.tasks) rows.push(await this.complete(viewer, one));
    const hasFault = rows.some(({ refusal }) => refusal !== null);
    const first = rows.find(({ refusal }) => refusal !== null)?.refusal;
    const isNothing = rows.every(({ refusal }) => refusal !== null);
    const status = isNothing && first ? statusOf(first) : 200;
    await this.desk.render(res, viewer, { view: 'done-many', model: { rows, hasFault }, status });
  }

  /** A second sending of the same form finds what the first one did. */
  private async complete(viewer: PartnerViewer, { taskId, answer, key }: DoneTask) {
    const ticketNumber = await this.list.ticketOf(viewer, taskId);
    const answered = ticketNumber
      ? await this.tasks.answer(viewer, { taskId, ticketNumber }, { answer, files: [], key })
      : new Refusal('not-found');
    const refusal = isRefusal(answered) ? answered : null;
    const [error = null] = refusal?.errors ?? [];
    return { ticketNumber, refusal, error };
  }
}
