import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NoticeKind } from '../../notices/notice.entity.js';
import { Notices } from '../../notices/notices.service.js';
import { Directory } from '../directory.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import type { Applied, Change } from '../change.js';
import type { Task } from '../tasks/task.entity.js';

/** What a partner says that the office must not overlook. */
const PARTNER_WORDS = ['task-ask', 'task-decline', 'opinion'];
/** What an asked office says that the one that asked waits for. */
const OFFICE_ANSWERS = ['task-complete', 'task-decline', 'task-ask'];

/**
 * Tells the office that has the request, in the step's own transaction, what somebody outside it has said: a citizen who wrote, a partner
 * who asks, declines or gives its opinion, an office that answers, an alderman who asks for news; what the iter itself calls it for; and what a clock tells
 * whom. Tells an office that is asked to help, or no longer. Says nothing of silent steps.
 */
@Injectable()
export class OfficeNotices {
  constructor(
    private readonly notices: Notices,
    private readonly directory: Directory,
  ) {}

  async post(em: EntityManager, applied: Applied, change: Change): Promise<void> {
    if (change.isSilent) return;
    const { card, step } = applied;
    if (change.tells) await this.tell(em, { card, step }, change.tells);
    const { id, ticketNumber } = card.request;
    const data = { number: ticketNumber, action: step.action };
    for (const { kind, officeId } of noticesOf(applied, change))
      await this.notices.post(em, { kind, officeId, requestId: id, data });
  }

  private async tell(
    em: EntityManager,
    { card, step }: Pick<Applied, 'card' | 'step'>,
    { kind, roleCode, officeId = card.request.officeId }: NonNullable<Change['tells']>,
  ): Promise<void> {
    const { id, ticketNumber } = card.request;
    const data = { number: ticketNumber, action: step.action, rule: step.actorRule ?? '' };
    const scope = roleCode === null ? undefined : (await this.directory.role(roleCode))?.scope;
    const notice = { kind, requestId: id, data };
    if (roleCode === null) await this.notices.post(em, { ...notice, officeId });
    else if (scope === 'all') await this.notices.post(em, { ...notice, roleCode });
    else await this.notices.post(em, { ...notice, roleCode, officeId });
  }
}

interface OfficeNotice {
  readonly kind: NoticeKind;
  readonly officeId: string;
}

function noticesOf({ card, openedTasks }: Applied, change: Change): OfficeNotice[] {
  const kind = noticeOf(change.draft) ?? (change.notifiesOffice ? 'iter-calls' : null);
  const { officeId } = card.request;
  return [
    ...(kind ? [{ kind, officeId }] : []),
    ...openedTasks.flatMap((task) => toOffice('office-asked', task)),
    ...change.tasks.flatMap((one) =>
      one.kind === 'update' && one.patch.state === 'cancelled'
        ? toOffice('task-cancelled', one.task)
        : [],
    ),
  ];
}

function toOffice(kind: NoticeKind, { officeId }: Task): OfficeNotice[] {
  return officeId === null ? [] : [{ kind, officeId }];
}

/** Steps of others that the office must not overlook; null for all that it sees in its list anyway. */
export function noticeOf({ action, actor, from }: StepDraft): NoticeKind | null {
  if (actor.kind === 'citizen') return from === null ? null : 'citizen-wrote'; // the filing itself is a new line of the list
  if (actor.kind === 'partner') return PARTNER_WORDS.includes(action) ? 'partner-answered' : null;
  if (actor.kind === 'office' && OFFICE_ANSWERS.includes(action)) return 'office-answered';
  if (action === 'take-message') return 'citizen-wrote';
  return action === 'ask-news' ? 'news-asked' : null;
}
