import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Public } from '../../../access/access-rule.js';
import { TASK_ACTIONS, type TaskAction } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { parseJson } from '../json-body.js';
import { CallbackGate } from './callback-gate.service.js';
import { CallbackWords } from './callback-words.service.js';
import { answerFields, callbackBody, inPersonOf } from './task-body.js';

/** A partner's own system tells what became of a task (CONTRACT.md, "Webhook in"). */
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly gate: CallbackGate,
    private readonly tasks: TaskList,
    private readonly desk: TaskDesk,
    private readonly words: CallbackWords,
  ) {}

  @Post(':partner')
  @Public()
  @HttpCode(200)
  async receive(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @Param('partner') partner: string,
    @Body() body: unknown,
  ) {
    const { viewer, id, isAtRest } = await this.gate.admit(req, partner);
    const { language } = visitOf(res);
    const told = parseJson(callbackBody, body);
    const { taskId, version } = told;
    const ticketNumber = await this.tasks.ticketOf(viewer, taskId);
    if (!ticketNumber) return new Refusal('not-found');
    const received = await this.desk.receive(
      inPersonOf(viewer, told.person),
      { taskId, ticketNumber },
      {
        answer: isAtRest ? new Refusal('not-possible-now', 'partner-at-rest') : answerOf(told),
        version,
        asNote: (reason) => this.words.kept(told, reason, language),
        body,
        key: `callback:${id}`,
      },
    );
    if (isRefusal(received)) return received;
    const { why, seq, state, version: now } = received;
    const result = why === null ? 'recorded' : 'noted';
    return { taskId, ticketNumber, result, detail: why, seq, state, version: now };
  }
}

function answerOf({ action, ...rest }: z.output<typeof callbackBody>) {
  return isTaskAction(action)
    ? { action, ...answerFields(rest) }
    : new Refusal('invalid', 'answer-unknown');
}

function isTaskAction(action: string): action is TaskAction {
  return (TASK_ACTIONS as readonly string[]).includes(action);
}
