import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import type { ReadAddress } from '../../deliveries/inbound/reply-addresses.js';
import { PartnerViewers } from '../../partners/partner-viewers.service.js';
import { StepDesk } from '../../requests/steps/step-desk.service.js';
import { TaskDesk } from '../../requests/tasks/task-desk.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { MailedSheets } from './mailed-sheets.service.js';
import type { ReadMail } from './read-mail.js';

interface Sent {
  readonly mail: ReadMail;
  readonly key: string;
}

interface TaskRow {
  readonly ticketNumber: string;
  readonly partnerId: string | null;
}

/**
 * Records what was answered to a letter of ours: a partner's words as a question on its task, which the office is told of; a citizen's as a
 * message; a month's sheet. A mail moves no state. Refuses what the request does not take any more.
 */
@Injectable()
export class MailedAnswers {
  constructor(
    private readonly reads: Reads,
    private readonly viewers: PartnerViewers,
    private readonly tasks: TaskDesk,
    private readonly steps: StepDesk,
    private readonly sheets: MailedSheets,
  ) {}

  async record({ kind, id }: ReadAddress, sent: Sent): Promise<Refusal | undefined> {
    if (kind === 'sheet') return this.sheets.take(id, sent.mail);
    const recorded =
      kind === 'task' ? await this.byPartner(id, sent) : await this.byCitizen(id, sent);
    return isRefusal(recorded) ? recorded : undefined;
  }

  private async byPartner(taskId: string, { mail, key }: Sent): Promise<unknown> {
    const [task] = await this.reads.rows<TaskRow>(
      `SELECT r.ticket_number AS "ticketNumber", t.partner_id AS "partnerId"
       FROM tasks t JOIN service_requests r ON r.id = t.request_id WHERE t.id = :taskId`,
      { taskId },
    );
    const name = mail.from.name.trim() || mail.from.address || '';
    const person = { name: Array.from(name).slice(0, 120).join(''), known: 'declared' } as const;
    const viewer = task?.partnerId ? await this.viewers.byId(task.partnerId, person) : null;
    if (!task || !viewer) return new Refusal('not-found');
    const given = {
      answer: { action: 'ask', note: mail.text } as const,
      version: undefined,
      asNote: () => ({ note: mail.text, why: '' }), // a task that has ended takes notes only
      body: mail.text,
      key,
    };
    return this.tasks.receive(viewer, { taskId, ticketNumber: task.ticketNumber }, given);
  }

  private async byCitizen(requestId: string, { mail, key }: Sent): Promise<unknown> {
    const [request] = await this.reads.rows<{ ticketNumber: string }>(
      'SELECT ticket_number AS "ticketNumber" FROM service_requests WHERE id = :requestId',
      { requestId },
    );
    if (!request) return new Refusal('not-found');
    const { ticketNumber } = request;
    const citizen = { kind: 'citizen', requestId, ticketNumber } as const;
    const command = { action: 'message', note: mail.text, data: {}, files: [] };
    return this.steps.record(citizen, ticketNumber, command, key);
  }
}
