import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { insertRows } from '../../database/insert-rows.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { Attachment } from '../attachments/attachment.entity.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { WritePath } from '../write-path.service.js';
import { type NewPart, PartRegistry } from './part-registry.service.js';
import { RequestPart } from './request-part.entity.js';

/** What an office takes out of a request. */
export interface Split extends Omit<NewPart, 'files'> {
  /** The version of the request that the person saw: of two who split it at once one wins. */
  readonly version: number;
  /** Photos and documents of the request that the part gets too. */
  readonly attachmentIds: readonly string[];
  /** Whether the request is closed only after the part. */
  readonly parentWaits: boolean;
}

export interface SplitOff {
  readonly ticketNumber: string;
  /** Of the part. */
  readonly part: string;
}

/**
 * Makes a part of a request a request of its own: own number, category, iter and term; the same citizen, who is told and follows both with
 * one password. A step on each of the two. Refuses with `not-allowed`, `stale-version`, `not-possible-now` for what is closed, and errors
 * at their fields.
 */
@Injectable()
export class SplitDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly parts: PartRegistry,
    private readonly actors: Actors,
    private readonly writePath: WritePath,
    private readonly clock: Clock,
  ) {}

  split(
    viewer: OfficeViewer,
    ticketNumber: string,
    split: Split,
    key: string,
  ): Promise<SplitOff | Refusal> {
    return this.requests.run(viewer, { ticketNumber, key, body: split }, async (em, card) => {
      const refusal = refuse(viewer, card, split);
      if (refusal) return refusal;
      const files = await sharedFiles(em, card.request.id, split.attachmentIds);
      if (isRefusal(files)) return files;
      const part = await this.parts.enter(em, viewer, card, { ...split, files });
      if (isRefusal(part)) return part;
      const change = await this.change(viewer, card, { split, part: part.ticketNumber });
      const { step } = await this.writePath.apply(em, card, change);
      const { parentWaits } = split;
      await insertRows(em, RequestPart, [
        { requestId: part.requestId, parentId: card.request.id, parentWaits, seq: step.seq },
      ]);
      return { ticketNumber: card.request.ticketNumber, part: part.ticketNumber };
    });
  }

  private async change(
    viewer: OfficeViewer,
    card: RequestCard,
    { split, part }: { split: Split; part: string },
  ): Promise<Change> {
    const { stateCode } = card.request;
    const value = { number: part, title: split.title, waits: split.parentWaits };
    return {
      draft: {
        action: 'split',
        from: stateCode,
        to: stateCode,
        visibility: 'public',
        occurredAt: this.clock.now(),
        actor: await this.actors.of(viewer, card),
        values: [{ name: VALUE.part, value, visibility: 'public' }],
      },
      moves: true,
      patch: {},
      tasks: [],
      files: [],
      letter: { kind: 'split', about: { number: part } },
    };
  }
}

function refuse(viewer: OfficeViewer, { request }: RequestCard, { version }: Split) {
  if (!may(viewer, 'requests.work')) return new Refusal('not-allowed');
  if (version !== request.version) {
    const current = { version: request.version, state: request.stateCode };
    return new Refusal('stale-version', undefined, [], { current });
  }
  return request.stateKind === 'closed' ? new Refusal('not-possible-now', 'state') : null;
}

/** Refused where one is not, or is no longer, the request's own for everybody to see. The bytes are shared; the part's own row names them, so that each is shown and erased with its own request. */
async function sharedFiles(
  em: EntityManager,
  requestId: string,
  ids: readonly string[],
): Promise<StoredFile[] | Refusal> {
  if (ids.length === 0) return [];
  const rows = await em.find(Attachment, {
    where: { id: In([...ids]), requestId, visibility: 'public', erasedAt: IsNull() },
    order: { id: 'ASC' },
  });
  if (rows.length < new Set(ids).size)
    return Refusal.fields([{ field: 'files', code: 'file-of-another' }]);
  return rows.map(({ kind, storedAs, digest, mediaType, sizeBytes }, index) => ({
    kind,
    storedAs,
    digest,
    mediaType,
    sizeBytes,
    originalName: `${kind}-${index + 1}`,
  }));
}
