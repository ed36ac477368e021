import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { Audit } from '../../proof/audit.service.js';
import { Clock } from '../../shared/clock.js';
import { Languages } from '../../web/languages.js';
import type { Place } from '../../workflow/domain/drafting/new-place.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { Actors, workflowRule } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { MoveOrder } from './move-order.js';

/** The step by which a request passes to another version of its iter. */
export const CHANGE_ITER = 'change-iter';

/** Promises the words and the proof of a move: the step says who, from which version to which, and by which rule; the audit list how many. */
@Injectable()
export class MoveSteps {
  constructor(
    private readonly actors: Actors,
    private readonly languages: Languages,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Public, so that nothing happens to a request behind its holder's back; but no letter goes for it, nor a message to a partner. */
  async change(
    viewer: OfficeViewer,
    card: RequestCard,
    { order, place }: { order: MoveOrder; place: Place },
  ): Promise<Change> {
    const { request } = card;
    const { from, to } = order;
    const now = this.clock.now();
    const actor = await this.actors.of(viewer, card);
    const numbers = { name: to.document.label.it, before: from.number, after: to.number };
    const note = this.languages.translate('it', 'iters:move.note', numbers);
    const isElsewhere = place.stateCode !== request.stateCode;
    return {
      draft: {
        action: CHANGE_ITER,
        from: request.stateCode,
        to: place.stateCode,
        visibility: 'public',
        occurredAt: now,
        actor: { ...actor, rule: workflowRule(to, CHANGE_ITER) },
        values: [
          { name: VALUE.note, value: note, visibility: 'public' },
          { name: 'iter.from', value: from.number, visibility: 'public' },
          { name: 'iter.to', value: to.number, visibility: 'public' },
        ],
      },
      moves: true,
      patch: { ...place, workflowVersionId: to.id, ...(isElsewhere ? { stateSince: now } : {}) },
      tasks: [],
      files: [],
      letter: null,
      isSilent: true,
    };
  }

  /** In the transaction that ends a move. */
  note(
    em: EntityManager,
    { accountId }: { readonly accountId: string },
    { order: { from, to }, moved, state }: { order: MoveOrder; moved: number; state: string },
  ): Promise<void> {
    const versions = { from: from.number, to: to.number };
    const data = { iter: to.code, what: 'requests moved', ...versions, moved, end: state };
    return this.audit.append(em, { event: 'configuration-changed', accountId, data });
  }
}
