import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { CallbackGate } from './callback-gate.service.js';
import { CallbackWords } from './callback-words.service.js';
import { inPersonOf } from './task-body.js';
import { toldIn } from './told.js';
import { UnplacedCallbacks } from './unplaced-callbacks.service.js';

/**
 * A partner's own system tells what became of a task (CONTRACT.md, "Webhook in"). What it signed is never lost: where its content cannot be
 * used it hears so, with 400 and each field, and the office has what it said; where it names no task of its own, with 404, and it waits for
 * somebody beside the mail that nothing could be done with.
 */
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly gate: CallbackGate,
    private readonly tasks: TaskList,
    private readonly desk: TaskDesk,
    private readonly words: CallbackWords,
    private readonly unplaced: UnplacedCallbacks,
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
    const signed = await this.gate.admit(req, partner);
    const { viewer, id, isAtRest, text } = signed;
    const { taskId, version, person, fields, answer, faults } = toldIn(body);
    const ticketNumber = taskId === null ? null : await this.tasks.ticketOf(viewer, taskId);
    if (taskId === null || ticketNumber === null) {
      await this.unplaced.keep(signed, { taskId: taskId ?? undefined, person, ...fields });
      return taskId === null ? keptFor(faults) : new Refusal('not-found');
    }
    const received = await this.desk.receive(
      inPersonOf(viewer, person),
      { taskId, ticketNumber },
      {
        answer: isAtRest ? new Refusal('not-possible-now', 'partner-at-rest') : answer,
        version,
        asNote: (reason) => this.words.kept(fields, reason, visitOf(res).language),
        body: faults.length > 0 ? text : body,
        key: `callback:${id}`,
      },
    );
    if (isRefusal(received)) return received;
    if (faults.length > 0) return keptFor(faults);
    const { why, seq, state, version: now } = received;
    const result = why === null ? 'recorded' : 'noted';
    return { taskId, ticketNumber, result, detail: why, seq, state, version: now };
  }
}

function keptFor(errors: readonly FieldError[]): never {
  throw new BadRequestException({ code: 'kept-as-note', errors });
}
