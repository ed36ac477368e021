import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NoticeKind } from '../../notices/notice.entity.js';
import { Notices } from '../../notices/notices.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import type { Applied, Change } from '../change.js';

/**
 * Tells the office that has the request, in the step's own transaction, what somebody outside it has said: a citizen who wrote, a partner
 * who asks or declines, an alderman who asks for news; and what the iter itself calls it for. Says nothing of silent steps.
 */
@Injectable()
export class OfficeNotices {
  constructor(private readonly notices: Notices) {}

  async post(em: EntityManager, { card, step }: Applied, change: Change): Promise<void> {
    if (change.isSilent) return;
    const kind = noticeOf(change.draft) ?? (change.notifiesOffice ? 'iter-calls' : null);
    if (!kind) return;
    const { id, officeId, ticketNumber } = card.request;
    const data = { number: ticketNumber, action: step.action };
    await this.notices.post(em, { kind, officeId, requestId: id, data });
  }
}

/** Steps of others that the office must not overlook; null for all that it sees in its list anyway. */
export function noticeOf({ action, actor, from }: StepDraft): NoticeKind | null {
  if (actor.kind === 'citizen') return from === null ? null : 'citizen-wrote'; // the filing itself is a new line of the list
  if (actor.kind === 'partner')
    return action === 'task-ask' || action === 'task-decline' ? 'partner-answered' : null;
  if (action === 'take-message') return 'citizen-wrote';
  return action === 'ask-news' ? 'news-asked' : null;
}
