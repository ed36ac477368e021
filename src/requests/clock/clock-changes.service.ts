import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Calendar } from '../../calendar/calendar.service.js';
import type { NoticeKind } from '../../notices/notice.entity.js';
import { Clock } from '../../shared/clock.js';
import type { ClockTrigger } from '../../workflow/domain/document.js';
import type { Change } from '../change.js';
import { startClock } from '../domain/consequences.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { systemActor, workflowRule } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import { isOpenTask } from '../tasks/domain/task-states.js';
import { Task } from '../tasks/task.entity.js';
import type { RequestClock } from './domain/clock-rules.js';
import { stayLadder, termLadder } from './domain/wanted-clocks.js';
import { ClockKeeper } from './clock-keeper.service.js';
import { Ladder, type Standing, type Stands } from './ladder.service.js';

/**
 * What a clock brings about: an action of the iter, or a step of the system of its own that says who was told. Each names the rule that fired
 * and the version of the iter that has it. Null where there is nothing left to do.
 */
@Injectable()
export class ClockChanges {
  constructor(
    private readonly workshop: StepWorkshop,
    private readonly ladder: Ladder,
    private readonly keeper: ClockKeeper,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  /** For clocks that fire in one transaction: who stands on a rung is looked up once. */
  within(em: EntityManager, now: Date): ChangeOf {
    const round = { em, now, standing: this.ladder.within(em) };
    return (card, fired) => this.of(round, card, fired);
  }

  private async of(round: Round, card: RequestCard, fired: RequestClock): Promise<Change | null> {
    const { em } = round;
    switch (fired.rule) {
      case 'state.deadline':
        return (await this.workshop.atClock(em, card, fired.rule)) ?? this.atLeastTell(round, card, fired.rule); // prettier-ignore
      case 'state.reminder':
        return (await this.workshop.atClock(em, card, fired.rule)) ?? this.told(card, fired, 'state-reminder', EVERYBODY); // prettier-ignore
      case 'term.reminder':
        return this.told(card, fired, 'term-reminder', EVERYBODY);
      case 'state.overdue':
      case 'term.overdue':
        return this.climb(round, card, { rule: fired.rule, subject: fired.subject });
      case 'suspension.limit':
        return this.startAgain(card, fired);
      case 'task.reminder':
      case 'task.overdue':
        return this.ofTask(em, card, fired);
      case 'reckon':
        await this.keeper.reckon(em, card, round.now);
        return null;
    }
  }

  /** The iter's action is held back, as by a task that is still open: the office must see to it. */
  private atLeastTell(round: Round, card: RequestCard, rule: ClockTrigger): Promise<Change> {
    return this.climb(round, card, { rule: 'state.overdue', subject: 'operator' }, rule);
  }

  private async climb(
    { standing }: Round,
    card: RequestCard,
    { rule, subject }: Pick<RequestClock, 'subject'> & { rule: 'state.overdue' | 'term.overdue' },
    named: string = rule,
  ): Promise<Change> {
    const { document } = card.workflow;
    const ladder =
      rule === 'term.overdue' ? termLadder(document) : stayLadder(document, stateOf(card));
    const roles = ladder.map(({ tell }) => tell);
    const up = [subject, ...roles.slice(roles.indexOf(subject) + 1)];
    const stands = await standing(card.request.officeId, up);
    const kind = rule === 'term.overdue' ? 'term-overdue' : 'state-overdue';
    return this.told(card, { rule: named, subject }, kind, stands);
  }

  private told(
    card: RequestCard,
    { rule, subject }: { readonly rule: string; readonly subject: string },
    kind: NoticeKind,
    { role, vacant }: Stands,
  ): Change {
    const words = subject && subject !== card.request.stateCode ? `${rule}, ${subject}` : rule;
    const change = this.step(card, kind, words);
    const roleCode = role?.code ?? null; // none: everybody in the office
    const value = {
      role: roleCode,
      name: role?.name ?? null,
      ...(vacant.length > 0 && { vacant }),
    };
    const told = { name: VALUE.told, value, visibility: 'internal' } as const;
    return {
      ...change,
      draft: { ...change.draft, values: [told] },
      tells: { kind, roleCode, vacant },
    };
  }

  private async startAgain(card: RequestCard, { rule }: RequestClock): Promise<Change> {
    const { request } = card;
    const calendar = await this.calendar.current();
    const patch = startClock(request, { now: this.clock.now(), resolved: { calendar } });
    const change = this.step(card, 'suspension-ended', rule);
    return {
      ...change,
      draft: { ...change.draft, visibility: 'public' },
      moves: true,
      patch,
      letter: request.notify === 'every-step' ? { kind: 'step' } : null,
    };
  }

  private async ofTask(
    em: EntityManager,
    card: RequestCard,
    { rule, subject }: RequestClock,
  ): Promise<Change | null> {
    const task = await em.findOneBy(Task, { id: subject, requestId: card.request.id });
    if (!task || !isOpenTask(task.state)) return null;
    const action = rule === 'task.overdue' ? 'task-overdue' : 'task-due-soon';
    const change = this.step(card, action, rule);
    const about = { name: VALUE.task, value: { id: task.id }, visibility: 'internal' } as const;
    return {
      ...change,
      draft: { ...change.draft, values: [about] },
      ...toldOfTask(task, action),
    };
  }

  private step({ request, workflow }: RequestCard, action: string, rule: string): Change {
    return {
      draft: {
        action,
        from: request.stateCode,
        to: request.stateCode,
        visibility: 'internal',
        occurredAt: this.clock.now(),
        actor: systemActor(workflowRule(workflow, rule)),
        values: [],
      },
      moves: false,
      patch: {},
      tasks: [],
      files: [],
      letter: null,
    };
  }
}

/** What is no rung's: the office has to know. */
const EVERYBODY: Stands = { role: null, vacant: [] };

/** What one clock brings about. */
export type ChangeOf = (card: RequestCard, fired: RequestClock) => Promise<Change | null>;

interface Round {
  readonly em: EntityManager;
  readonly now: Date;
  readonly standing: Standing;
}

/** A partner by a letter, an office by a notice; the office that waits for it hears only that it is late. */
function toldOfTask(
  task: Task,
  action: 'task-overdue' | 'task-due-soon',
): Pick<Change, 'reminds' | 'tells'> {
  const officeId = task.officeId === null ? {} : { officeId: task.officeId };
  const letter = action === 'task-overdue' ? 'task.overdue' : 'task.due-soon';
  const tells = { tells: { kind: action, roleCode: null, ...officeId } };
  if (task.partnerId === null) return tells;
  return { reminds: { task, letter }, ...(action === 'task-overdue' ? tells : {}) };
}
