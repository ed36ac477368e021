import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { ContactOpening } from '../../../requests/contacts/contact-opening.service.js';
import { fullName } from '../../../requests/contacts/contacts.js';
import { TaskList } from '../../../requests/tasks/task-list.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { idempotencyKey, parseJson } from '../json-body.js';
import { contactsBody, inPersonOf } from './task-body.js';

/** A partner's program opens the contacts that its lists show masked: the citizen reads who did. */
@Controller('api/v1/tasks/:taskId/contacts')
export class ApiTaskContactsController {
  constructor(
    private readonly tasks: TaskList,
    private readonly opening: ContactOpening,
  ) {}

  @Post()
  @Allow('tasks.answer')
  @HttpCode(200)
  async open(
    @Req() req: Request,
    @CurrentViewer() viewer: Viewer,
    @Param('taskId') taskId: string,
    @Body() body: unknown,
  ) {
    if (viewer.kind !== 'partner') return new Refusal('not-allowed');
    const key = idempotencyKey(req);
    const { person } = parseJson(contactsBody, body);
    const ticketNumber = await this.tasks.ticketOf(viewer, taskId);
    if (!ticketNumber) return new Refusal('not-found');
    const opened = await this.opening.open(inPersonOf(viewer, person), ticketNumber, '', key);
    if (isRefusal(opened)) return opened;
    if (!opened.contacts) return new Refusal('not-found');
    const { email, phone, postalAddress } = opened.contacts;
    const citizen = { name: fullName(opened.contacts), email, phone, postalAddress };
    return { taskId, ticketNumber, citizen };
  }
}
