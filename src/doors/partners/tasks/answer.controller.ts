import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { possibleAnswers } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { AcceptsFiles } from '../../../web/uploads.js';
import { CurrentPartner } from '../current-partner.js';
import { SentForms } from '../../shared/sent-forms.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { readAnswer } from '../../shared/answer-form.js';
import { AnswerPage, type AnswerPlace } from './answer-page.service.js';
import { answerOfSlug, answerWord } from '../../shared/answer-words.js';

const TASK = ':ticketNumber/incarichi/:taskId/:answer';
type Place = Record<'ticketNumber' | 'taskId' | 'answer', string>;

@Controller('ente/segnalazioni')
export class PartnerAnswerController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly page: AnswerPage,
    private readonly tasks: TaskDesk,
    private readonly forms: SentForms,
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
    const form = readAnswer(at.action, found.task.kind, body);
    const answered = await this.forms.receive({ req, res, form }, (right, files) =>
      this.tasks.answer(viewer, at, { ...right, files }),
    );
    if (isRefusal(answered)) return answered;
    if ('back' in answered) return this.page.showAgain(asking, answered.back);
    this.desk.redirect(
      res,
      requestPath(at),
      `partners:answered.${answerWord(at.action, found.task.kind)}`,
    );
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
