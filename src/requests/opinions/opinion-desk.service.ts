import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../access/viewer.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { type Recorded, recordedOf } from '../steps/step-desk.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { WritePath } from '../write-path.service.js';

const OPINION_MAX = 4_000;

/**
 * A district council says publicly what it thinks of a request in its area: a step that moves nothing, with the name of the person and of
 * the council, on the citizen's timeline; the office finds a notice. Whatever its iter: nobody has to have foreseen it. Refuses with
 * `not-allowed` who does not look after the area, with `not-possible-now` a request that has ended, and an empty text at its field.
 */
@Injectable()
export class OpinionDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly writePath: WritePath,
    private readonly actors: Actors,
    private readonly clock: Clock,
  ) {}

  give(
    viewer: PartnerViewer,
    ticketNumber: string,
    { text, key }: { readonly text: string; readonly key: string },
  ): Promise<Recorded | Refusal> {
    const command = { ticketNumber, key, body: { opinion: text } };
    return this.requests.run(viewer, command, async (em, card) => {
      const refusal = refusalOf(viewer, card.request) ?? faultOf(text);
      if (refusal) return refusal;
      const { stateCode, notify } = card.request;
      const applied = await this.writePath.apply(em, card, {
        draft: {
          ...{ action: 'opinion', from: stateCode, to: stateCode, visibility: 'public' },
          values: [{ name: VALUE.note, value: text, visibility: 'public' }],
          occurredAt: this.clock.now(),
          actor: await this.actors.of(viewer, card),
        },
        ...{ moves: false, patch: {}, tasks: [], files: [] },
        letter: notify === 'every-step' ? { kind: 'step' } : null,
      });
      return recordedOf(applied);
    });
  }
}

/** Whether this partner may say what it thinks of the request now; null: it may. */
export function refusalOf(viewer: PartnerViewer, request: ServiceRequest): Refusal | null {
  if (!looksAfter(viewer, request)) return new Refusal('not-allowed');
  return request.stateKind === 'closed'
    ? new Refusal('not-possible-now', 'opinion-after-end')
    : null;
}

/** Whether the request lies in an area of this district council. */
export function looksAfter(
  { areaIds = [] }: PartnerViewer,
  { areaId }: Pick<ServiceRequest, 'areaId'>,
): boolean {
  return areaId !== null && areaIds.includes(areaId);
}

function faultOf(text: string): Refusal | null {
  if (text === '') return Refusal.fields([{ field: 'opinion', code: 'required' }]);
  const isLong = text.length > OPINION_MAX;
  return isLong
    ? Refusal.fields([{ field: 'opinion', code: 'too-long', data: { max: OPINION_MAX } }])
    : null;
}
