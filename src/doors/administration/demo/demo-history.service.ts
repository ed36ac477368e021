import { Injectable, Logger } from '@nestjs/common';
import type { Viewer } from '../../../access/viewer.js';
import { addCivilDays, civilDate } from '../../../calendar/domain/civil-time.js';
import { FilingDesk } from '../../../requests/filing/filing-desk.service.js';
import type { Filed, FilingCommand } from '../../../requests/filing/filing-command.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { StepDesk } from '../../../requests/steps/step-desk.service.js';
import { TaskDesk } from '../../../requests/tasks/task-desk.service.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal } from '../../../shared/refusal.js';
import { filedAt, HOUR_MS, inOfficeHours, morningAfter, notAfter } from './demo-hours.js';
import type { Move } from './demo-move.js';
import { movesOf } from './demo-moves.js';
import { DemoPeople } from './demo-people.service.js';
import type { DemoStory } from './demo-story.js';

/** Moves the clock that every service asks, and plays what it brings about on the way. */
export type GoTo = (moment: Date) => Promise<void>;

/** Plays the demo's past through the same commands that people use, at the times at which it happened. */
@Injectable()
export class DemoHistory {
  private readonly logger = new Logger(DemoHistory.name);
  private readonly numbers = new Map<string, string>();

  constructor(
    private readonly filing: FilingDesk,
    private readonly steps: StepDesk,
    private readonly tasks: TaskDesk,
    private readonly views: RequestViews,
    private readonly people: DemoPeople,
  ) {}

  /** Files the story and plays its moves and what its clocks do, none later than `today`. Answers the receipt. */
  async play(story: DemoStory, today: Date, goTo: GoTo): Promise<Filed> {
    let moment = notAfter(today, filedAt(story, today));
    await goTo(moment);
    const filed = await this.filing.file({ kind: 'nobody' }, filingOf(story), newId());
    if (isRefusal(filed)) throw new Error(`demo "${story.title}": ${JSON.stringify(filed.errors)}`);
    this.numbers.set(story.title, filed.ticketNumber);
    for (const move of movesOf(story)) {
      moment = notAfter(today, inOfficeHours(new Date(moment.getTime() + move.after * HOUR_MS)));
      await goTo(moment);
      await this.make(filed.ticketNumber, this.spelledOut(move, story, moment), moment);
    }
    await goTo(today);
    return filed;
  }

  private async make(ticketNumber: string, move: Move, now: Date): Promise<void> {
    const seen = await this.views.view(await this.holder(ticketNumber), ticketNumber, 'it');
    if (isRefusal(seen)) throw new Error(`demo: ${ticketNumber} is not there`);
    if (move.by === 'partner') return this.answer(seen, move, now);
    if (move.by === 'asked') return this.giveOpinion(ticketNumber, move);
    const viewer = await this.viewer(seen, move);
    const own = await this.views.view(viewer, ticketNumber, 'it');
    const isOffered = !isRefusal(own) && own.actions.some((action) => action.code === move.action);
    if (!isOffered && move.ifOffered) return;
    const recorded = await this.steps.record(viewer, ticketNumber, commandOf(move, seen), newId());
    if (isRefusal(recorded))
      throw new Error(`demo ${ticketNumber} ${move.action}: ${JSON.stringify(recorded)}`);
  }

  /** A partner with people answers itself; for one that only reads mail, the office writes down what it was told. */
  private async answer(seen: RequestView, move: Move, now: Date): Promise<void> {
    const { ticketNumber } = seen.request;
    const task = seen.tasks.find((one) => one.isOpen);
    if (!task?.partnerId) return this.logger.warn(`demo: ${ticketNumber} has no open task`);
    const person = await this.people.partnerPerson(task.partnerId);
    if (!person) return this.answerForPartner(seen, move, now);
    const answer = {
      action: move.action as 'accept' | 'schedule' | 'complete', // our own moves
      version: task.version,
      ...(move.note ? { note: move.note } : {}),
      ...(move.action === 'schedule' ? { plannedFor: morningAfter(now) } : {}),
      ...(move.action === 'complete'
        ? {
            performedAt: new Date(now.getTime() - 3 * HOUR_MS),
            operatorCode: '14',
            externalReference: `LS-${ticketNumber.slice(8, 11)}`,
          }
        : {}),
    };
    const answered = await this.tasks.answer(
      person,
      { taskId: task.id, ticketNumber },
      { answer, files: [], key: newId() },
    );
    if (isRefusal(answered))
      throw new Error(`demo ${ticketNumber} ${move.action}: ${JSON.stringify(answered)}`);
  }

  private async answerForPartner(seen: RequestView, move: Move, now: Date): Promise<void> {
    if (move.action !== 'complete') return;
    const { ticketNumber } = seen.request;
    const worker = await this.people.worker(seen.request.officeId);
    const command = {
      ...commandOf(
        {
          ...move,
          action: 'record-work-done',
          data: { work: 'Intervento comunicato per telefono dal gestore.' },
        },
        seen,
      ),
      occurredAt: new Date(now.getTime() - 4 * HOUR_MS),
      performedBy: { firm: seen.tasks[0]?.executor ?? '', operatorCode: '7' },
    };
    const recorded = await this.steps.record(worker, ticketNumber, command, newId());
    if (isRefusal(recorded)) throw new Error(`demo ${ticketNumber}: ${JSON.stringify(recorded)}`);
  }

  private async giveOpinion(ticketNumber: string, move: Move): Promise<void> {
    const task = await this.people.askedOffice(ticketNumber);
    const answered = await this.tasks.answer(
      await this.people.worker(task.officeId),
      { taskId: task.id, ticketNumber },
      {
        answer: { action: 'complete', version: task.version, note: move.note ?? '' },
        ...{ files: [], key: newId() },
      },
    );
    if (isRefusal(answered)) throw new Error(`demo ${ticketNumber}: ${JSON.stringify(answered)}`);
  }

  /** The move with its days and numbers in place of the words that stand for them. */
  private spelledOut(move: Move, { sameAs = '' }: DemoStory, now: Date): Move {
    const words: Readonly<Record<string, string | undefined>> = {
      '@tomorrow': addCivilDays(civilDate(now), 1),
      '@in-twelve-days': addCivilDays(civilDate(now), 12),
      '@same': this.numbers.get(sameAs),
    };
    const entries = Object.entries(move.data ?? {}).map(([name, value]) => [
      name,
      words[String(value)] ?? value,
    ]);
    return { ...move, data: Object.fromEntries(entries) };
  }

  private async viewer(seen: RequestView, move: Move): Promise<Viewer> {
    const { id, ticketNumber, officeId } = seen.request;
    if (move.by === 'citizen') return { kind: 'citizen', requestId: id, ticketNumber };
    return move.by === 'head' ? this.people.head(officeId) : this.people.worker(officeId);
  }

  /** Looks on as the citizen does: sees how the request stands, whoever acts next. */
  private async holder(ticketNumber: string): Promise<Viewer> {
    return { kind: 'citizen', requestId: await this.people.requestOf(ticketNumber), ticketNumber };
  }
}

function commandOf({ action, data = {}, note }: Move, seen: RequestView) {
  const { version } = seen.request;
  return { action, version, data, files: [], ...(note ? { note } : {}) };
}

function filingOf(story: DemoStory): FilingCommand {
  const [firstName, lastName] = story.who;
  return {
    kind: story.kind,
    category: story.category,
    title: story.title,
    description: story.text,
    location: { address: story.address, place: story.place },
    contacts: {
      firstName,
      lastName,
      organisation: null,
      email: story.email ?? null,
      phone: story.phone?.replace(/\s/g, '') ?? null,
      postalAddress: null,
    },
    notify: 'every-step',
    language: story.language,
    origin: story.from,
    answers: story.answers,
    channel: story.phone ? 'phone' : 'web',
    files: [],
  };
}
