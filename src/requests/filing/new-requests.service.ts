import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { newId } from '../../shared/ids.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { reachedBy } from './domain/check-filing.js';
import { isForPartnerItself } from './domain/filed-for.js';
import { barePassword } from './domain/ticket-password.js';
import type { Accepted } from './intake.service.js';

/** Makes the row of a request that is about to be filed; its number is still to come. */
@Injectable()
export class NewRequests {
  constructor(
    private readonly workflows: Workflows,
    private readonly cards: RequestCards,
    private readonly vault: Vault,
  ) {}

  async card(viewer: Viewer, accepted: Accepted, password: string): Promise<RequestCard> {
    const { command, category } = accepted;
    const workflow = await this.workflows.current(category.workflowCode);
    const initial = workflow.document.states.find(
      (state) => state.code === workflow.document.initial,
    );
    if (!initial)
      throw new Error(`workflow ${workflow.code} ${workflow.number} has no initial state`);
    const isOwn = isForPartnerItself(viewer, command);
    const request = Object.assign(new ServiceRequest(), blank(accepted), {
      workflowVersionId: workflow.id,
      stateCode: initial.code,
      stateKind: initial.kind,
      reachedBy: isOwn ? 'none' : reachedBy(command),
      // a school follows its requests with its sign-in
      passwordFingerprint: isOwn ? null : this.vault.fingerprint(barePassword(password)),
      filedByAccountId: viewer.kind === 'office' ? viewer.accountId : null,
      filedByPartnerId: viewer.kind === 'partner' ? viewer.partnerId : null,
    });
    const { title, description, contacts } = command;
    return this.cards.withConfiguration({ request, title, description, contacts });
  }
}

function blank({
  command,
  category,
  location,
  route,
  filedAt,
  dueAt,
  termUnit,
}: Accepted): Partial<ServiceRequest> {
  return {
    id: newId(),
    ticketNumber: '',
    version: 1,
    kind: command.kind,
    categoryId: category.id,
    stateSince: filedAt,
    returnState: null,
    officeId: route.officeId,
    assigneeId: route.person?.id ?? null,
    areaId: location.areaId,
    placeId: location.placeId,
    address: location.address,
    latitude: location.latitude,
    longitude: location.longitude,
    channel: command.channel,
    filedAt,
    dueAt,
    termUnit,
    closedAt: null,
    outcome: null,
    duplicateOfId: null,
    suspendedSince: null,
    suspendedUntil: null,
    language: command.language,
    notify: command.notify,
    receiptPrintedAt: null,
    sourceSystem: null,
    sourceId: null,
    protocolNumber: null,
    protocolDate: null,
    lastSeq: 0,
    lastHash: '',
  };
}
