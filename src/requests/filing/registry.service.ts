import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { civilYear } from '../../calendar/domain/civil-time.js';
import { inLanguage } from '../../shared/localized-text.js';
import { mostSentOn } from '../../workflow/domain/sending-on.js';
import { Directory } from '../directory.service.js';
import { fullName } from '../contacts/contacts.js';
import { searchWords } from '../queries/reindex.js';
import { indexWords } from '../queries/search-index.js';
import type { RequestCard } from '../request-cards.service.js';
import { Actors, citizenActor } from '../steps/actors.service.js';
import type { Executor } from '../assignment/rerouted.js';
import { executorsOf, ruleLine } from '../assignment/rule-line.js';
import { SendOn } from '../assignment/send-on.service.js';
import type { Change } from '../change.js';
import { WritePath } from '../write-path.service.js';
import { type FilingAssignee, filingStep } from './domain/filing-step.js';
import { isForPartnerItself } from './domain/filed-for.js';
import { involvedAtFiling } from './domain/involved-at-filing.js';
import { newTicketPassword } from './domain/ticket-password.js';
import type { Filed } from './filing-command.js';
import { FilingDraft } from './filing-draft.entity.js';
import type { Accepted } from './intake.service.js';
import { NewRequests } from './new-requests.service.js';
import { nextTicketNumber } from './ticket-numbers.js';

/** A filing ready to be entered: everything but its number. */
export interface PreparedFiling {
  readonly accepted: Accepted;
  readonly card: RequestCard;
  readonly change: Change;
  readonly password: string;
  readonly executors: readonly Executor[];
  /** Names of those whom the iter lets the system send it to. */
  readonly sentTo: readonly string[];
}

/** Enters accepted filings: number, first step, letters, and the first task where routing names an executor. Refuses nothing any more. */
@Injectable()
export class Registry {
  constructor(
    private readonly newRequests: NewRequests,
    private readonly actors: Actors,
    private readonly sendOn: SendOn,
    private readonly writePath: WritePath,
    private readonly directory: Directory,
  ) {}

  async prepare(viewer: Viewer, accepted: Accepted): Promise<PreparedFiling> {
    const password = newTicketPassword();
    const card = await this.newRequests.card(viewer, accepted, password);
    const byCitizen = viewer.kind === 'nobody' || viewer.kind === 'citizen';
    const actor = byCitizen
      ? citizenActor(fullName(accepted.command.contacts))
      : await this.actors.of(viewer, card);
    const executors = executorsOf(accepted.route, accepted.category);
    const sentTo = await this.named(executors.slice(0, mostSentOn(card.workflow.document)));
    const change: Change = {
      draft: filingStep(card, { ...accepted, actor, assignee: await this.assignee(accepted) }),
      moves: false,
      patch: {},
      tasks: [],
      files: accepted.command.files,
      involved: involvedAtFiling(viewer, accepted),
      letter: isForPartnerItself(viewer, accepted.command)
        ? null
        : {
            kind: 'received',
            password,
            sentTo: sentTo.map((partner) => ({ partner, at: card.request.filedAt })),
          },
    };
    return { accepted, card, change, password, executors, sentTo };
  }

  async enter(em: EntityManager, prepared: PreparedFiling): Promise<Filed> {
    const { accepted, change } = prepared;
    const ticketNumber = await nextTicketNumber(em, civilYear(accepted.filedAt));
    const request = Object.assign(prepared.card.request, { ticketNumber });
    const filed = await this.writePath.begin(em, { ...prepared.card, request }, change);
    const sent = await this.sendOn.send(em, filed, prepared.executors);
    await indexWords(em, request, searchWords(request, filed.card));
    const { draftId } = accepted.command;
    if (draftId) await em.delete(FilingDraft, { id: draftId });
    return receipt(sent.card, prepared);
  }

  /** The name as it is now, for the step. */
  private async assignee({ route: { person } }: Accepted): Promise<FilingAssignee | null> {
    if (!person) return null;
    const name = await this.directory.personName(person.id);
    return { id: person.id, name, rule: ruleLine(person.rule) };
  }

  private async named(executors: readonly Executor[]): Promise<string[]> {
    return Promise.all(
      executors.map(async ({ partnerId }) => (await this.directory.partner(partnerId))?.name ?? ''),
    );
  }
}

function receipt({ request, office }: RequestCard, { password, sentTo }: PreparedFiling): Filed {
  return {
    ticketNumber: request.ticketNumber,
    password,
    filedAt: request.filedAt.toISOString(),
    dueAt: request.dueAt.toISOString(),
    office: { code: office.code, name: inLanguage(office.name, request.language) },
    sentTo,
    reachedBy: request.reachedBy,
  };
}
