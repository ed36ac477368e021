import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { possibleAnswers } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody, TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { CurrentPartner } from '../current-partner.js';
import { keptBefore } from '../../shared/form-sending.js';
import { KeptFiles, type TakenFiles } from '../../shared/kept-files.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { readAnswer } from '../../shared/answer-form.js';
import { AnswerPage, type AnswerPlace } from './answer-page.service.js';
import { answerOfSlug } from '../../shared/answer-words.js';

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
    if (isRefusal(at)) return at;
    const asking = { res, viewer, at };
    const found = await this.page.find(asking);
    if (isRefusal(found)) return found;
    const isPossible = possibleAnswers(found.task.state).includes(at.action);
    if (isPossible) await this.page.show(asking, found);
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
    if (isRefusal(at)) return at;
    const asking = { res, viewer, at };
    const found = await this.page.find(asking);
    if (isRefusal(found)) return found; // before a file is looked at
    const form = readAnswer(at.action, body);
    const { values } = form;
    const taken = await this.take(req, res, values);
    if (isRefusal(taken)) return taken;
    const errors = [...(form.ok ? [] : form.errors), ...taken.errors];
    const answered =
      form.ok && errors.length === 0
        ? await this.tasks.answer(viewer, at, { ...form, files: taken.files })
        : Refusal.fields(errors);
    if (isRefusal(answered))
      return this.page.showAgain(asking, {
        values,
        refusal: answered,
        kept: await this.kept.keep(taken),
      });
    await this.kept.settle(taken);
    this.desk.redirect(res, requestPath(at), `partners:answered.${at.action}`);
    return undefined;
  }

  private take(req: Request, res: Response, values: TypedValues): Promise<TakenFiles | Refusal> {
    return this.kept.take(keptBefore(values), uploadsOf(req), visitOf(res).council.uploads);
  }
}

function placeOf({ ticketNumber, taskId, answer }: Place): AnswerPlace | Refusal {
  const action = answerOfSlug(answer);
  return action ? { ticketNumber, taskId, action } : new Refusal('not-found');
}

function requestPath({ ticketNumber }: AnswerPlace): string {
  return `/ente/segnalazioni/${ticketNumber}`;
}
