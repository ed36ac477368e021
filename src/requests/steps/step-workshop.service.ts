import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Settings } from '../../settings/settings.service.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { decide } from '../../workflow/domain/decide.js';
import {
  CLOSING_TEXT_MIN_LENGTH,
  type Performer,
  REOPEN_DAYS,
  type WorkflowSettings,
} from '../../workflow/domain/decision.js';
import { SYSTEM, triggeredAction } from '../../workflow/domain/triggered-action.js';
import type {
  ActionDefinition,
  ClockTrigger,
  FieldDefinition,
  Trigger,
} from '../../workflow/domain/document.js';
import { attachmentsValue } from '../attachments/attachments-value.js';
import type { Change } from '../change.js';
import { consequences } from '../domain/consequences.js';
import { namedBy } from '../domain/resolved.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { type LoadedRequest, loadSnapshot } from '../snapshot.js';
import { Actors, systemActor, workflowRule } from './actors.service.js';
import { askedTwice } from './domain/asked-twice.js';
import { changeOf } from './domain/change-of.js';
import { atDataFields } from './domain/data-fields.js';
import type { Actor } from './domain/step-draft.js';
import { checkOccurrence } from './domain/occurrence.js';
import { References } from './references.service.js';
import type { TaskState } from '../tasks/domain/task-states.js';
import type { Task } from '../tasks/task.entity.js';
import type { StepCommand } from './step-command.js';

const TRIGGER_OF: Partial<Record<TaskState, Trigger>> = {
  done: 'task.done',
  declined: 'task.declined',
};

/** Builds the change that a command asks for, or says why not. Reads only: nothing is written here. */
@Injectable()
export class StepWorkshop {
  constructor(
    private readonly references: References,
    private readonly actors: Actors,
    private readonly settings: Settings,
    private readonly cards: RequestCards,
    private readonly clock: Clock,
  ) {}

  /** A command of somebody. */
  async prepare(
    em: EntityManager,
    viewer: Viewer,
    card: RequestCard,
    command: StepCommand,
  ): Promise<Change | Refusal> {
    const actor = await this.actors.of(viewer, card);
    return this.build(em, card, {
      command,
      actor,
      viewer,
      performer: await this.performer(viewer),
    });
  }

  performer(viewer: Viewer): Promise<Performer> {
    return this.actors.performer(viewer);
  }

  /** What the iter does by itself once this task has ended as it now has; null where nothing follows. */
  async afterTask(
    em: EntityManager,
    card: RequestCard,
    ended: Task,
  ): Promise<{ action: string; rule: string } | null> {
    const trigger = TRIGGER_OF[ended.state];
    if (!trigger) return null;
    const { snapshot } = await this.load(em, card);
    const { state, settledAt } = ended;
    const tasks = snapshot.tasks.map((task) =>
      task.id === ended.id ? { ...task, state, settledAt, isOpen: false } : task,
    );
    const settings = await this.workflowSettings();
    const circumstances = { settings, now: this.clock.now(), taskKind: ended.kind };
    const action = triggeredAction(
      card.workflow.document,
      { ...snapshot, tasks },
      trigger,
      circumstances,
    );
    return action ? { action: action.code, rule: trigger } : null;
  }

  /** What the iter does by itself now that the clock of its state has run so far; null where it has nothing, or is held back. */
  async atClock(
    em: EntityManager,
    card: RequestCard,
    trigger: ClockTrigger,
  ): Promise<Change | null> {
    if (!card.workflow.document.actions.some((action) => action.trigger === trigger)) return null;
    const { snapshot } = await this.load(em, card);
    const circumstances = { settings: await this.workflowSettings(), now: this.clock.now() };
    const action = triggeredAction(card.workflow.document, snapshot, trigger, circumstances);
    return action && this.bySystem(em, card, { action: action.code, rule: trigger });
  }

  /** An action of the iter that the system takes, naming the rule. Throws where the iter refuses it: the iter and the code disagree. */
  async bySystem(em: EntityManager, card: RequestCard, command: SystemCommand): Promise<Change> {
    const change = await this.asSystem(em, card, command);
    if (isRefusal(change))
      throw new Error(
        `${card.workflow.code}: the system may not ${command.action}: ${change.reason ?? change.code}`,
      );
    return change;
  }

  /** The same for what the iter may refuse: it is a council's own. */
  asSystem(
    em: EntityManager,
    card: RequestCard,
    { action, rule, data = {} }: SystemCommand,
  ): Promise<Change | Refusal> {
    const command: StepCommand = { action, data, files: [] };
    const actor = systemActor(workflowRule(card.workflow, rule));
    return this.build(em, card, { command, actor, performer: SYSTEM, rule });
  }

  async workflowSettings(): Promise<WorkflowSettings> {
    const settings = await this.settings.all();
    return {
      [REOPEN_DAYS]: settings.reopenDays,
      [CLOSING_TEXT_MIN_LENGTH]: settings.closingTextMinLength,
    };
  }

  /** `asked`: the only actions that the answer is for; without them, all. */
  load(
    em: EntityManager,
    card: RequestCard,
    asked?: readonly ActionDefinition[],
  ): Promise<LoadedRequest> {
    return loadSnapshot(em, card, asked);
  }

  private async build(
    em: EntityManager,
    card: RequestCard,
    by: Builder,
  ): Promise<Change | Refusal> {
    const now = this.clock.now();
    const { command, actor, performer } = by;
    const asked = card.workflow.document.actions.filter(({ code }) => code === command.action);
    const loaded = await this.load(em, card, asked);
    const decision = decide(
      card.workflow.document,
      loaded.snapshot,
      withFileCounts(card, command),
      {
        performer,
        settings: await this.workflowSettings(),
        now,
      },
    );
    if (isRefusal(decision)) return atDataFields(decision, fieldsOf(card, command));
    const occurrence = checkOccurrence(command.occurredAt, { filedAt: card.request.filedAt, now });
    if (isRefusal(occurrence)) return occurrence;
    const found = await this.references.resolve(em, card, decision, {
      accountId: actor.accountId,
      now,
      viewer: by.viewer ?? null,
    });
    if ('errors' in found) return Refusal.fields(found.errors);
    const resolved = { ...found.resolved, rule: by.rule ?? actor.name ?? command.action };
    const twice = askedTwice(decision, resolved, { card, tasks: loaded.tasks });
    if (twice.length > 0) return Refusal.fields(twice);
    const { category } = namedBy('change-category', decision, resolved);
    const { handedTo } = namedBy('change-office', decision, resolved);
    const then = consequences(card.request, loaded.tasks, decision, {
      resolved,
      occurredAt: occurrence,
      now,
    });
    return changeOf({
      decision,
      values: [
        ...found.values,
        ...(category?.values ?? []),
        ...(handedTo?.values ?? []),
        { name: 'attachments', value: attachmentsValue(command.files), visibility: 'public' },
      ],
      consequences: then,
      tasksBefore: loaded.tasks,
      becomes: await this.cards.becomes(card, then.patch),
      actor,
      performedBy: command.performedBy,
      occurredAt: occurrence,
      files: command.files,
      notify: card.request.notify,
      ...(category && { rerouted: category }),
    });
  }
}

interface SystemCommand {
  readonly action: string;
  readonly rule: string;
  readonly data?: Record<string, unknown>;
}

interface Builder {
  readonly command: StepCommand;
  readonly actor: Actor;
  readonly performer: Performer;
  readonly viewer?: Viewer;
  readonly rule?: string;
}

/** The engine asks of photo and document fields only how many came: what the caller claims of them does not count. */
function withFileCounts(card: RequestCard, command: StepCommand): StepCommand {
  const counted = fieldsOf(card, command).flatMap(({ code, type }) => {
    const count = command.files.filter((file) => file.kind === type).length;
    return type === 'photo' || type === 'document' ? [[code, count] as const] : [];
  });
  return { ...command, data: { ...command.data, ...Object.fromEntries(counted) } };
}

function fieldsOf({ workflow }: RequestCard, { action }: StepCommand): readonly FieldDefinition[] {
  return workflow.document.actions.find(({ code }) => code === action)?.fields ?? [];
}
