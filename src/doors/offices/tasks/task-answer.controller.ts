import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { validate } from 'uuid';
import { Allow, CurrentViewer, viewerOf } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { possibleAnswers } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { AcceptsFiles } from '../../../web/uploads.js';
import { readAnswer } from '../../shared/answer-form.js';
import { answerOfSlug } from '../../shared/answer-words.js';
import { SentForms } from '../../shared/sent-forms.service.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';
import { type Asking, TaskAnswerPage } from './task-answer-page.service.js';

type Place = Record<'ticketNumber' | 'taskId' | 'answer', string>;

/** An office answers what another one asked of it: the same answers as a partner's, by the same path. */
@Controller('ufficio/segnalazioni/:ticketNumber/incarichi/:taskId/:answer')
export class TaskAnswerController {
  constructor(
    private readonly pages: Pages,
    private readonly page: TaskAnswerPage,
    private readonly tasks: TaskDesk,
    private readonly forms: SentForms,
  ) {}

  @Get()
  @Allow('requests.work')
  async form(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() place: Place,
  ): Promise<Refusal | undefined> {
    const asking = askingOf(res, viewer, place);
    if (isRefusal(asking)) return asking;
    const found = await this.page.find(asking);
    if (isRefusal(found)) return found;
    const isPossible = possibleAnswers(found.task.state).includes(asking.action);
    if (isPossible) this.page.show(asking, found);
    else this.pages.redirect(res, requestAddress(place.ticketNumber)); // an old tab: the request says how the task stands
    return undefined;
  }

  @Post()
  @Allow('requests.work')
  @AcceptsFiles({ photos: 'photos' })
  async answer(
    @Req() req: Request,
    @Res() res: Response,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const asking = askingOf(res, viewerOf(req), place);
    if (isRefusal(asking)) return asking;
    const found = await this.page.find(asking);
    if (isRefusal(found)) return found; // before a file is looked at
    const form = readAnswer(asking.action, found.task.kind, body);
    const answered = await this.forms.receive({ req, res, form }, (right, files) =>
      this.tasks.answer(asking.viewer, asking, { ...right, files }),
    );
    if (isRefusal(answered)) return answered;
    if ('back' in answered) return this.page.showAgain(asking, answered.back);
    const done = `office-tasks:answered.${asking.action}`;
    this.pages.redirect(res, requestAddress(place.ticketNumber), done);
    return undefined;
  }
}

function askingOf(res: Response, viewer: Viewer, place: Place): Asking | Refusal {
  const { ticketNumber, taskId } = place;
  const action = answerOfSlug(place.answer);
  return action && validate(taskId)
    ? { res, viewer: officePerson(viewer), ticketNumber, taskId, action }
    : new Refusal('not-found');
}
