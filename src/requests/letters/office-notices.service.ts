import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NoticeKind } from '../../notices/notice.entity.js';
import { type NewNotice, Notices } from '../../notices/notices.service.js';
import { QUOTE_GIVEN } from '../../workflow/domain/recorded-numbers.js';
import { Directory } from '../directory.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import type { Applied, Change } from '../change.js';
import type { Task } from '../tasks/task.entity.js';

/** What a partner says that the office must not overlook. */
const PARTNER_WORDS = ['task-ask', 'task-decline', 'opinion'];
/** What an asked office says that the one that asked waits for. */
const OFFICE_ANSWERS = ['task-complete', QUOTE_GIVEN, 'task-decline', 'task-ask'];

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

  post(em: EntityManager, applied: Applied, change: Change): Promise<void> {
    return this.postAll(em, [{ applied, change }]);
  }

  /** Of many steps at once, in their order. */
  async postAll(
    em: EntityManager,
    written: readonly { readonly applied: Applied; readonly change: Change }[],
  ): Promise<void> {
    const notices: NewNotice[] = [];
    for (const { applied, change } of written) notices.push(...(await this.of(applied, change)));
    await this.notices.postAll(em, notices);
  }

  private async of(applied: Applied, change: Change): Promise<NewNotice[]> {
    if (change.isSilent) return [];
    const { card, step } = applied;
    const { id: requestId, ticketNumber: number } = card.request;
    const data = { number, action: step.action };
    return [
      ...(change.tells ? [await this.told({ card, step }, change.tells)] : []),
      ...noticesOf(applied, change).map((notice) => ({ ...notice, requestId, data })),
    ];
  }

  private async told(
    { card, step }: Pick<Applied, 'card' | 'step'>,
    { kind, roleCode, officeId = card.request.officeId, vacant = [] }: NonNullable<Change['tells']>,
  ): Promise<NewNotice> {
    const { id: requestId, ticketNumber: number } = card.request;
    const went: Record<string, string> =
      vacant.length > 0 ? { vacant: vacant.join(' '), told: roleCode ?? '' } : {};
    const data = { number, action: step.action, rule: step.actorRule ?? '', ...went };
    const notice = { kind, requestId, data };
    if (roleCode === null) return { ...notice, officeId };
    const role = await this.directory.role(roleCode);
    return role?.scope === 'all' ? { ...notice, roleCode } : { ...notice, roleCode, officeId };
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
