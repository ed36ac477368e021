import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { Public } from '../../../access/access-rule.js';
import { TASK_ACTIONS, type TaskAction } from '../../../requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { Languages } from '../../../web/languages.js';
import { refusalSentence } from '../../../web/answer.js';
import { parseJson } from '../json-body.js';
import { CallbackGate } from './callback-gate.service.js';
import { answerFields, callbackBody, inPersonOf } from './task-body.js';

const LANGUAGE = 'it'; // what the house keeps for its offices
const NOTE_MAX = 3_900;

type Told = z.output<typeof callbackBody>;

/** A partner's own system tells what became of a task (CONTRACT.md, "Webhook in"). */
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly gate: CallbackGate,
    private readonly tasks: TaskList,
    private readonly desk: TaskDesk,
    private readonly languages: Languages,
  ) {}

  @Post(':partner')
  @Public()
  @HttpCode(200)
  async receive(@Req() req: Request, @Param('partner') partner: string, @Body() body: unknown) {
    const { viewer, id } = await this.gate.admit(req, partner);
    const told = parseJson(callbackBody, body);
    const { taskId, action, version, person, ...rest } = told;
    const ticketNumber = await this.tasks.ticketOf(viewer, taskId);
    if (!ticketNumber) return new Refusal('not-found');
    const received = await this.desk.receive(
      inPersonOf(viewer, person),
      { taskId, ticketNumber },
      {
        answer: isTaskAction(action) ? { action, ...answerFields(rest) } : null,
        version,
        asNote: (reason) => this.noteOf(told, reason),
        body,
        key: `callback:${id}`,
      },
    );
    if (isRefusal(received)) return received;
    const { isNote, seq, state, version: now } = received;
    return {
      taskId,
      ticketNumber,
      result: isNote ? 'noted' : 'recorded',
      seq,
      state,
      version: now,
    };
  }

  /** Everything that was told, for the office to read: nothing of it is lost. */
  private noteOf({ taskId: _task, person: _person, ...told }: Told, reason: Refusal): string {
    const why = refusalSentence(reason, LANGUAGE, this.languages);
    const lines = Object.entries(told)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${this.say(`callbacks:fields.${name}`)}: ${value}`);
    const opening = this.say('callbacks:noted', { why });
    return Array.from([opening, ...lines].join('\n'))
      .slice(0, NOTE_MAX)
      .join('');
  }

  private say(key: string, blanks: Record<string, string> = {}): string {
    return this.languages.translate(LANGUAGE, key, blanks);
  }
}

function isTaskAction(action: string): action is TaskAction {
  return (TASK_ACTIONS as readonly string[]).includes(action);
}
