import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { possibleAnswers } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { CurrentPartner } from '../current-partner.js';
import { keptBefore } from '../form-sending.js';
import { KeptFiles } from '../kept-files.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { readAnswer } from './answer-form.js';
import { AnswerPage, type AnswerPlace } from './answer-page.service.js';
import { answerOfSlug } from './answer-words.js';

const TASK = ':ticketNumber/incarichi/:taskId/:answer';
type Place = Record<'ticketNumber' | 'taskId' | 'answer', string>;

@Controller('ente/segnalazioni')
export class PartnerAnswerController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly page: AnswerPage,
    private readonly tasks: TaskDesk,
    private readonly kept: KeptFiles,
  ) {}

  @Get(TASK)
  @Allow('tasks.answer')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
  ): Promise<Refusal | undefined> {
    const at = placeOf(place);
    const found = isRefusal(at) ? at : await this.page.find(res, viewer, at);
    if (isRefusal(at) || isRefusal(found)) return new Refusal('not-found');
    const isPossible = possibleAnswers(found.task.state).includes(at.action);
    if (isPossible) await this.page.show(res, viewer, at, found);
    else this.desk.redirect(res, requestPath(at)); // an old tab: the request's page says how the task stands
    return undefined;
  }

  @Post(TASK)
  @Allow('tasks.answer')
  @AcceptsFiles({ photos: 'photos' })
  async answer(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const at = placeOf(place);
    const found = isRefusal(at) ? at : await this.page.find(res, viewer, at);
    if (isRefusal(at) || isRefusal(found)) return new Refusal('not-found');
    const form = readAnswer(at.action, body);
    const { uploads: limits } = visitOf(res).council;
    const taken = await this.kept.take(keptBefore(form.values), uploadsOf(req), limits);
    if (isRefusal(taken)) return taken;
    const errors = [...(form.ok ? [] : form.errors), ...taken.errors];
    const { values } = form;
    if (!form.ok || errors.length > 0)
      return this.page.showAgain(res, viewer, at, {
        values,
        errors,
        kept: await this.kept.keep(taken),
      });
    const given = { answer: form.answer, files: taken.files, key: form.key };
    const answered = await this.tasks.answer(viewer, at, given);
    if (isRefusal(answered))
      return this.page.showAgain(res, viewer, at, {
        values,
        refusal: answered,
        kept: await this.kept.keep(taken),
      });
    await this.kept.settle(taken);
    this.desk.redirect(res, requestPath(at), `partners:answered.${at.action}`);
    return undefined;
  }
}

function placeOf({ ticketNumber, taskId, answer }: Place): AnswerPlace | Refusal {
  const action = answerOfSlug(answer);
  return action ? { ticketNumber, taskId, action } : new Refusal('not-found');
}

function requestPath({ ticketNumber }: AnswerPlace): string {
  return `/ente/segnalazioni/${ticketNumber}`;
}
