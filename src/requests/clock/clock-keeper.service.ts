import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Calendar } from '../../calendar/calendar.service.js';
import { selectRows } from '../../database/select-rows.js';
import type { NoticeKind } from '../../notices/notice.entity.js';
import { Notices } from '../../notices/notices.service.js';
import { Settings } from '../../settings/settings.service.js';
import { Clock } from '../../shared/clock.js';
import type { StateKind } from '../../workflow/domain/document.js';
import { findState, stateOf } from '../../workflow/domain/transition.js';
import { Workflows } from '../../workflow/workflow.service.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { standingMoves } from '../steps/standing-moves.js';
import { Task } from '../tasks/task.entity.js';
import type { RequestClock } from './domain/clock-rules.js';
import { clocksOf, rewind, type Winding } from './clock-book.js';
import { type Stay, stayAfter } from './domain/stay.js';
import { wantedClocks } from './domain/wanted-clocks.js';

/**
 * Keeps the clocks of each request in the transaction of the step that changes them: state, term, suspension, tasks. What has fired is never
 * wound up again; a struck step gives back the clocks as they were.
 */
@Injectable()
export class ClockKeeper {
  constructor(
    private readonly calendar: Calendar,
    private readonly settings: Settings,
    private readonly workflows: Workflows,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** A request that was just filed: it has no task yet, and its state began with it. An imported one begins without clocks. */
  async begin(em: EntityManager, card: RequestCard): Promise<void> {
    const { request } = card;
    if (request.sourceSystem !== null) return;
    const stay = { state: request.stateCode, since: request.stateSince, pauses: [], seq: 1 };
    const wanted = wantedClocks(await this.facts(card, stay, []));
    await rewind(em, request.id, { wanted, stored: [] });
  }

  /**
   * After a step; nothing to do where it moves none of what clocks count. A request that has passed to another version of its iter may be late no
   * longer: what its clocks told the office then is seen to.
   */
  async follow(em: EntityManager, card: RequestCard, change: Change): Promise<void> {
    if (!change.moves && change.tasks.length === 0) return;
    const tasks = change.tasks.length === 0 ? change.tasksBefore : undefined; // none of them has changed
    if (change.patch.workflowVersionId === undefined)
      return void (await this.wind(em, card, { tasks }));
    const now = this.clock.now();
    const wanted = await this.wind(em, card, { tasks, againAfter: now });
    await this.notices.settle(em, card.request.id, noLongerTold(wanted, now));
  }

  /**
   * Works the clocks out anew. A request that is older than the clocks is not overtaken by all that it missed: of what lies in the past only
   * what moves the iter on still fires.
   */
  async reckon(em: EntityManager, card: RequestCard, missedAt: Date): Promise<void> {
    const firedAt = ({ rule, firesAt }: RequestClock) =>
      firesAt <= missedAt && !MOVES_ON.includes(rule) ? missedAt : null;
    await this.wind(em, card, { firedAt });
  }

  private async wind(
    em: EntityManager,
    card: RequestCard,
    { tasks: known, ...winding }: Winding & { readonly tasks?: readonly Task[] | undefined } = {},
  ): Promise<RequestClock[]> {
    const { id } = card.request;
    const stored = await clocksOf(em, id);
    const tasks = known ?? (await selectRows(em, Task, 'WHERE request_id = :id', { id }));
    const wanted = wantedClocks(await this.facts(card, await this.stay(em, card), tasks));
    await rewind(em, id, { wanted, stored }, winding);
    return wanted;
  }

  private async facts(card: RequestCard, stay: Stay | null, tasks: readonly Task[]) {
    const { termReminderDays, taskReminderDays } = await this.settings.all();
    const days = await this.calendar.current();
    const { request, workflow } = card;
    const { document } = workflow;
    return { request, document, stay, tasks, days, termReminderDays, taskReminderDays };
  }

  private async stay(em: EntityManager, { request, workflow }: RequestCard): Promise<Stay | null> {
    if (!findState(workflow.document, request.stateCode)?.deadline) return null;
    const moves = await standingMoves(em, request.id);
    const stay = stayAfter(
      await Promise.all(
        moves.map(async ({ seq, toState, occurredAt, workflowVersionId }) => ({
          seq,
          to: toState,
          kind: await this.kindOf(toState, workflowVersionId),
          at: occurredAt,
        })),
      ),
    );
    return stay && request.sourceSystem !== null && stay.seq === 1 ? null : stay;
  }

  /** Of the version that the step was recorded on: the one that the request follows now may not have the state any more. */
  private async kindOf(state: string, versionId: string): Promise<StateKind> {
    return stateOf((await this.workflows.byId(versionId)).document, state).kind;
  }
}

/** Rules of whose clocks none that stands has run out by now. */
function noLongerTold(wanted: readonly RequestClock[], now: Date): NoticeKind[] {
  const out = wanted.filter(({ firesAt }) => firesAt <= now).map(({ rule }) => rule);
  return TOLD_BY.filter(([, rule]) => !out.includes(rule)).map(([kind]) => kind);
}

const TOLD_BY = [
  ['state-reminder', 'state.reminder'],
  ['state-overdue', 'state.overdue'],
  ['term-reminder', 'term.reminder'],
  ['term-overdue', 'term.overdue'],
] as const;

const MOVES_ON: readonly string[] = ['state.deadline', 'suspension.limit'];
