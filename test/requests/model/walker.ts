/** Does random commands on one request, through the very services that the doors call, and holds each answer against what it may be. */
import { expect } from '@jest/globals';
import {
  may,
  type OfficeViewer,
  type PartnerViewer,
  type Viewer,
} from '../../../src/access/viewer.js';
import { civilDate } from '../../../src/calendar/domain/civil-time.js';
import { MoreThan } from 'typeorm';
import type { StoredFile } from '../../../src/requests/attachments/stored-file.js';
import { ClockSweep } from '../../../src/requests/clock/clock-sweep.service.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { TASK_ACTIONS } from '../../../src/requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { newId } from '../../../src/shared/ids.js';
import { isRefusal, type Refusal } from '../../../src/shared/refusal.js';
import type { ActionDefinition } from '../../../src/workflow/domain/document.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import type { House } from '../../support/house.js';
import { rightAnswer } from '../../workflow/right-answer.js';
import type { Command } from './commands.js';
import { findBreach } from './told-story.js';
import type { Townspeople } from './townspeople.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Of one request: who may come. */
interface Walk {
  readonly ticketNumber: string;
  readonly people: readonly Viewer[];
}

export class Walker {
  /** How often each action was taken, on all walks. */
  readonly taken = new Map<string, number>();

  /** `earlier`: the number of a request that this one may be a duplicate of. */
  constructor(
    private readonly house: House,
    private readonly town: Townspeople,
    private readonly earlier: string,
  ) {}

  /** Throws at the first command after which the rows do not tell one story. */
  async walk(ticketNumber: string, commands: readonly Command[]): Promise<void> {
    const { id } = await this.row(ticketNumber);
    const citizen: Viewer = { kind: 'citizen', requestId: id, ticketNumber };
    const on: Walk = { ticketNumber, people: [...this.town.staff, citizen, citizen, citizen] };
    for (const one of commands) {
      this.house.clock.pass(MINUTE_MS);
      await this.doIt(on, one);
      const breach = await findBreach(this.house, ticketNumber, this.town.byAccount);
      if (breach) throw new Error(`${breach}\n${await this.story(id)}`);
    }
    expect(await this.house.get(Verifier).verifyOne(id)).toBeNull();
  }

  /** Step by step, for who looks for the reason. */
  private async story(requestId: string): Promise<string> {
    const steps = await this.house.reads.of(Step).find({ where: { requestId }, order: { seq: 1 } });
    return steps
      .map(
        ({ seq, action, fromState, toState, actorKind, actorRole, occurredAt }) =>
        [seq, action, fromState, toState, actorRole ?? actorKind, occurredAt.toISOString()].join(' '), // prettier-ignore
      )
      .join('\n');
  }

  private doIt(on: Walk, one: Command): Promise<void> {
    if (one.does === 'time') return this.timePasses(one);
    if (one.does === 'task') return this.answersTask(on, one);
    if (one.does === 'correct') return this.corrects(on, one);
    return one.does === 'race' ? this.race(on, one) : this.takesStep(on, one);
  }

  private async takesStep(on: Walk, one: Command): Promise<void> {
    const before = await this.row(on.ticketNumber);
    const { version } = before;
    const [viewer, offered] = await this.whoCan(on, one);
    const asked = this.seldom(offered)[one.pick % Math.min(offered.length || 1, 3)];
    const action = one.isOffered && asked ? asked : await this.anyAction(before, one);
    const named = { right: { version }, old: { version: version - 1 }, none: {} }[one.version];
    const answer = await this.record(viewer, on, { action, named, one });
    const after = await this.row(on.ticketNumber);
    expect(before.workflowVersionId).toBe(after.workflowVersionId);
    const isOffered = offered.some(({ code }) => code === action.code);
    const moves = movesRequest(action);
    if (isRefusal(answer)) {
      expect(after.lastSeq).toBe(before.lastSeq);
      if (isOffered && one.version === 'right') expect(answer.code).toBe('invalid'); // what was sent
      return;
    }
    expect(isOffered).toBe(true);
    const isJoined = before.duplicateOfId !== null && viewer.kind === 'citizen'; // their words go to the other one, and take no version
    if (!isJoined) expect(one.version === 'old' || (one.version === 'none' && moves)).toBe(false);
    const isLedOn = await this.isLedOn(after, answer.seq); // what it withdrew, the iter had waited for
    expect(after.version > version).toBe(moves || isLedOn);
    this.taken.set(action.code, (this.taken.get(action.code) ?? 0) + 1);
  }

  private async isLedOn({ id }: ServiceRequest, seq: number): Promise<boolean> {
    const later = await this.house.reads.of(Step).findBy({ requestId: id, seq: MoreThan(seq) });
    return later.some(({ fromState, toState }) => fromState !== toState);
  }

  /** The most seldom taken so far first: else walks hardly reach an end. */
  private seldom(offered: readonly ActionDefinition[]): readonly ActionDefinition[] {
    const times = ({ code }: ActionDefinition) => this.taken.get(code) ?? 0;
    return [...offered].sort((a, b) => times(a) - times(b));
  }

  /** What a liar sends. */
  private async anyAction(
    { workflowVersionId }: ServiceRequest,
    { pick, other }: Command,
  ): Promise<ActionDefinition> {
    const { document } = await this.house.get(Workflows).byId(workflowVersionId);
    const action = document.actions[pick % document.actions.length]!;
    return other % 5 === 0 ? { ...action, code: 'file', to: '@same', effects: [] } : action; // a step that no iter has
  }

  /** Two who saw the same version, each with something that moves it. */
  private async race(on: Walk, one: Command): Promise<void> {
    const { version, officeId } = await this.row(on.ticketNumber);
    const moving = async (who: number) => {
      const [viewer, offered] = await this.whoCan(on, { ...one, who }, movesRequest);
      return { viewer, action: offered[one.pick % Math.max(offered.length, 1)] };
    };
    const both = [await moving(one.who), await moving(one.other)];
    const [first, second] = both.map(({ viewer, action }) =>
      action ? this.record(viewer, on, { action, named: { version }, one }) : null,
    );
    if (!first || !second) return;
    const answers = await Promise.all([first, second]);
    const codes = answers.filter(isRefusal).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0); // at most one wins
    if (codes.includes('invalid')) return;
    const isElsewhere = (await this.row(on.ticketNumber)).officeId !== officeId; // where the loser may see it no more
    const lost = isElsewhere ? /^(stale-version|not-found|not-allowed)$/ : /^(stale-version|not-allowed)$/; // prettier-ignore
    expect(codes).toEqual([expect.stringMatching(lost)]);
  }

  private async answersTask({ ticketNumber }: Walk, one: Command): Promise<void> {
    const { id } = await this.row(ticketNumber);
    const tasks = await this.house.reads
      .of(Task)
      .find({ where: { requestId: id }, order: { id: 1 } });
    const task = tasks[one.pick % Math.max(tasks.length, 1)];
    if (!task) return;
    const { staff } = this.town;
    const theirs = staff.filter((person) => isTheirs(person, task));
    const viewer = one.isOffered
      ? theirs[one.who % Math.max(theirs.length, 1)]
      : staff[one.who % staff.length];
    if (!viewer) return;
    const words = 'Lavoro del 18 maggio, come richiesto.';
    const answer = {
      action: TASK_ACTIONS[one.other % TASK_ACTIONS.length]!,
      version: one.version === 'old' ? task.version - 1 : task.version,
      note: words,
      reason: words,
      plannedFor: new Date(this.house.clock.now().getTime() + DAY_MS),
      ...(task.kind === 'quote' && TASK_ACTIONS[one.other % TASK_ACTIONS.length] === 'complete' && { amount: one.who }), // prettier-ignore
    };
    const named = { taskId: task.id, ticketNumber };
    const send = () =>
      this.house.get(TaskDesk).answer(viewer, named, { answer, files: [], key: newId() });
    const answers = await Promise.all([send(), send()]); // of the same version
    const taken = answers.filter((given) => !isRefusal(given));
    const areWords = answer.action === 'note' || answer.action === 'ask'; // take no version
    expect(taken.length).toBeLessThanOrEqual(areWords ? 2 : 1);
    const isOld = one.version === 'old' && !areWords;
    if (isOld || !theirs.includes(viewer)) expect(taken).toEqual([]);
  }

  private async corrects({ ticketNumber, people }: Walk, one: Command): Promise<void> {
    const { version, lastSeq } = await this.row(ticketNumber);
    const isLast = one.other % 2 === 0; // the last one's move goes back
    const seq = isLast ? lastSeq : 1 + (one.pick % lastSeq);
    const given = { seq, reason: 'Registrata per errore.', version };
    const able = people.filter((person) => may(person, 'requests.correct'));
    const viewer = able[one.who % able.length]!;
    const correction = { ...given, treatment: 'keep' as const };
    await this.house.get(CorrectionDesk).correct(viewer, ticketNumber, correction, newId());
  }

  private async timePasses({ daysLater }: Command): Promise<void> {
    this.house.clock.pass(daysLater * DAY_MS);
    await this.house.get(ClockSweep).sweep();
  }

  /** With a right answer to what the action asks, full or short; some of it is told days later. */
  private async record(
    viewer: Viewer,
    { ticketNumber }: Walk,
    { action, named, one }: { action: ActionDefinition; named: { version?: number }; one: Command },
  ): Promise<{ seq: number } | Refusal> {
    const { officeId, categoryId, filedAt } = await this.row(ticketNumber);
    const now = this.house.clock.now().getTime();
    const references = this.town.references(one.other, { officeId, categoryId });
    const next = civilDate(new Date(now + DAY_MS));
    const how = { on: next, roll: one.other, isFull: one.who % 3 === 0 };
    const { data, note } = rightAnswer(action, { ...references, ticket: this.earlier }, how);
    const sent = action.fields.filter(({ code }) => code in data).map(({ type }) => type);
    const files = FILES.filter(({ kind }) => sent.includes(kind));
    const earlier = new Date(Math.max(now - 3 * DAY_MS, filedAt.getTime()));
    const told = one.pick % 7 === 0 ? { occurredAt: earlier } : {};
    const given = { action: action.code, data, files, ...(note && { note }), ...named, ...told };
    return this.house.get(StepDesk).record(viewer, ticketNumber, given, newId());
  }

  /** Somebody whom the iter offers something, beginning with a random person; else that person, with nothing. */
  private async whoCan(
    { people, ticketNumber }: Walk,
    { who }: Pick<Command, 'who'>,
    suits: (action: ActionDefinition) => boolean = () => true,
  ): Promise<[Viewer, readonly ActionDefinition[]]> {
    for (let turn = 0; turn < people.length; turn += 1) {
      const viewer = people[(who + turn) % people.length]!;
      const view = await this.house.get(RequestViews).view(viewer, ticketNumber, 'it');
      const offered = isRefusal(view) ? [] : view.actions.filter(suits);
      if (offered.length > 0) return [viewer, offered];
    }
    return [people[who % people.length]!, []];
  }

  private row(ticketNumber: string): Promise<ServiceRequest> {
    return this.house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  }
}

/** State, owner, category or term (DESIGN.md, data decision 5). */
function movesRequest({ to, effects }: ActionDefinition): boolean {
  return to !== '@same' || effects.some(({ kind }) => MOVING.has(kind));
}

const MOVING: ReadonlySet<string> = new Set([
  ...['assign-person', 'change-category', 'change-office', 'move-term', 'restart-term'],
  ...['stop-clock', 'start-clock'],
]);

const FILES: readonly StoredFile[] = (['photo', 'document'] as const).map((kind) => ({
  kind,
  storedAs: `${kind}s/of-a-walk`,
  digest: '0'.repeat(64),
  mediaType: kind === 'photo' ? 'image/jpeg' : 'application/pdf',
  sizeBytes: 1_000,
  originalName: kind,
}));

function isTheirs(viewer: OfficeViewer | PartnerViewer, { partnerId, officeId }: Task): boolean {
  if (viewer.kind === 'partner') return viewer.partnerId === partnerId;
  return officeId !== null && viewer.officeIds.includes(officeId);
}
