import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import type { ActionDefinition } from '../../workflow/domain/document.js';
import { nextActions } from '../../workflow/domain/next-actions.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { Applied, Change } from '../change.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { Actors } from '../steps/actors.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import type { StepCommand } from '../steps/step-command.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import { WritePath } from '../write-path.service.js';
import { holdSurvivor, survivorOf } from './duplicate-chain.js';

/** What every iter lets a ticket holder say. */
const MESSAGE = 'message';

/**
 * Lets who filed a duplicate go on writing, with the number they have: words and files become a step of theirs on the request that theirs was
 * joined to, which its office alone reads, and a step on their own, so that they find what they wrote. Neither citizen learns of the other.
 * What may be said, and until when, is for the iter of the surviving request; nothing moves by it.
 */
@Injectable()
export class JoinedWriting {
  constructor(
    private readonly cards: RequestCards,
    private readonly workshop: StepWorkshop,
    private readonly actors: Actors,
    private readonly writePath: WritePath,
    private readonly clock: Clock,
  ) {}

  /** The message that the surviving request takes from this viewer now; null where it takes none. */
  async offered(
    em: EntityManager,
    viewer: Viewer,
    { request }: RequestCard,
  ): Promise<ActionDefinition | null> {
    if (viewer.kind !== 'citizen' || !isJoined(request)) return null;
    const survivor = await this.cards.load(em, await survivorOf(em, request));
    const { snapshot } = await this.workshop.load(em, survivor);
    const actions = nextActions(
      survivor.workflow.document,
      snapshot,
      await this.workshop.performer(viewer),
      await this.workshop.workflowSettings(),
      this.clock.now(),
    );
    return actions.find(({ code }) => code === MESSAGE) ?? null;
  }

  /** Whether this command is for the surviving request. */
  isMeant(viewer: Viewer, { request }: RequestCard, { action }: StepCommand): boolean {
    return viewer.kind === 'citizen' && isJoined(request) && action === MESSAGE;
  }

  /** Answers the step on their own request. Refuses as the iter of the surviving one does. */
  async record(
    em: EntityManager,
    viewer: Viewer,
    card: RequestCard,
    { version: _ofTheirs, ...command }: StepCommand,
  ): Promise<Applied | Refusal> {
    const held = await holdSurvivor(em, card.request);
    const survivor = await this.cards.load(em, held);
    const change = await this.workshop.prepare(em, viewer, survivor, command);
    if (isRefusal(change)) return change;
    const { values, occurredAt } = change.draft;
    const actor = await this.actors.of(viewer, card); // their own name, not that of who filed the surviving one
    const from = { name: 'duplicate', value: { number: card.request.ticketNumber } };
    const inHouse = [...values, from].map((one) => ({ ...one, visibility: 'internal' }) as const);
    const onSurvivor = { action: 'message-of-joined', visibility: 'internal', actor, occurredAt, values: inHouse } as const; // prettier-ignore
    await this.writePath.apply(em, survivor, said(held, onSurvivor, change.files));
    const to = { name: 'joinedTo', value: { number: held.ticketNumber }, visibility: 'public' } as const; // prettier-ignore
    const onTheirs = { action: 'message-to-joined', visibility: 'public', actor, occurredAt, values: [...values, to] } as const; // prettier-ignore
    const theirs = said(card.request, onTheirs, change.files);
    return this.writePath.apply(em, card, { ...theirs, isSilent: true }); // the office of the other has its notice
  }
}

function isJoined({ duplicateOfId, stateKind }: ServiceRequest): boolean {
  return duplicateOfId !== null && stateKind === 'closed';
}

function said(
  { stateCode }: ServiceRequest,
  draft: Omit<StepDraft, 'from' | 'to'>,
  files: readonly StoredFile[],
): Change {
  return {
    draft: { ...draft, from: stateCode, to: stateCode },
    moves: false,
    patch: {},
    tasks: [],
    files,
    letter: null,
  };
}
