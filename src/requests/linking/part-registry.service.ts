import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { queryRows } from '../../database/query-rows.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { NewInvolvement } from '../assignment/rerouted.js';
import type { FilingCommand } from '../filing/filing-command.js';
import { Intake } from '../filing/intake.service.js';
import { Registry } from '../filing/registry.service.js';
import type { TownLocation } from '../../territory/domain/check-location.js';
import type { RequestCard } from '../request-cards.service.js';

/** What a part is about; where, whose and how they are reached it has from the first. */
export interface NewPart {
  readonly category: string;
  readonly title: string;
  readonly description: string;
  /** To the questions of its own category, by code. */
  readonly answers: FilingCommand['answers'];
  readonly files: readonly StoredFile[];
}

export interface EnteredPart {
  readonly requestId: string;
  readonly ticketNumber: string;
}

/**
 * Enters a part of a request as a request of its own, by the way every filing takes: number, first step, routing, the first task. The
 * password is the first one's; its letter is the first one's too. The term is counted from now. Refuses as `Intake` does.
 */
@Injectable()
export class PartRegistry {
  constructor(
    private readonly intake: Intake,
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  async enter(
    em: EntityManager,
    viewer: OfficeViewer,
    parent: RequestCard,
    part: NewPart,
  ): Promise<EnteredPart | Refusal> {
    const accepted = await this.intake.acceptPart(
      commandOf(parent, part),
      locationOf(parent),
      this.clock.now(),
    );
    if (isRefusal(accepted)) return accepted;
    const prepared = await this.registry.prepare(viewer, accepted);
    const { card, change } = prepared;
    const { passwordFingerprint, reachedBy, filedByPartnerId, filedByAccountId } = parent.request;
    const whose = { passwordFingerprint, reachedBy, filedByPartnerId, filedByAccountId };
    const request = Object.assign(card.request, whose);
    const { ticketNumber } = parent.request;
    const from = {
      name: 'splitFrom',
      value: { number: ticketNumber },
      visibility: 'public',
    } as const;
    const filed = await this.registry.enter(em, {
      ...prepared,
      card: { ...card, request },
      change: {
        ...change,
        draft: { ...change.draft, values: [...change.draft.values, from] },
        involved: [...(change.involved ?? []), ...(await requesters(em, parent.request.id))],
        letter: null,
      },
    });
    return { requestId: request.id, ticketNumber: filed.ticketNumber };
  }
}

/** A school whose building it is follows the part as it follows the first. */
function requesters(em: EntityManager, requestId: string): Promise<NewInvolvement[]> {
  return queryRows<NewInvolvement>(
    em,
    `SELECT partner_id AS "partnerId", role AS "role", rule AS "rule" FROM involvements
     WHERE request_id = :requestId AND role = 'requester'`,
    { requestId },
  ).then((rows) => rows.map((row) => ({ ...row, rule: row.rule ?? 'split' })));
}

function commandOf({ request, contacts }: RequestCard, part: NewPart): FilingCommand {
  const { kind, notify, language, channel, reachedBy } = request;
  return {
    ...{ kind, notify, language, channel, reachedBy },
    category: part.category,
    title: part.title,
    description: part.description,
    files: part.files,
    location: {},
    contacts: contacts ?? NO_CONTACTS,
    origin: null,
    answers: part.answers,
  };
}

function locationOf({ request }: RequestCard): TownLocation {
  const { address, placeId, areaId, latitude, longitude } = request;
  return { address, placeId, placePartnerId: null, areaId, latitude, longitude };
}

const NO_CONTACTS: FilingCommand['contacts'] = {
  firstName: null,
  lastName: null,
  organisation: null,
  email: null,
  phone: null,
  postalAddress: null,
};
