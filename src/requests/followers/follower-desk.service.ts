import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CitizenViewer, PartnerViewer } from '../../access/viewer.js';
import { insertRows } from '../../database/insert-rows.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { looksAfter } from '../opinions/opinion-desk.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors, citizenActor } from '../steps/actors.service.js';
import { type Actor, type NamedValue, VALUE } from '../steps/domain/step-draft.js';
import { StepValue } from '../steps/step-value.entity.js';
import { WritePath } from '../write-path.service.js';
import { Follower } from './follower.entity.js';
import { FOLLOWERS_MAX, followersOf, type FollowingPerson } from './follower-book.js';
import type { FoundFollower } from './follower-links.service.js';
import { FollowerPost } from './follower-post.service.js';

/**
 * Lets several people follow one number. A district council adds them, with their consent, to a request in its area; each gets a letter of
 * every public step, and stops by themselves: then what was known of them is erased. Both are steps that only offices read. Adding an
 * address twice changes nothing and says nothing. Refuses with `not-allowed` who does not look after the area, with `not-possible-now` a
 * request that has ended or has fifty.
 */
@Injectable()
export class FollowerDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly writePath: WritePath,
    private readonly actors: Actors,
    private readonly post: FollowerPost,
    private readonly clock: Clock,
  ) {}

  add(
    viewer: PartnerViewer,
    ticketNumber: string,
    { person, key }: { readonly person: FollowingPerson; readonly key: string },
  ): Promise<{ ticketNumber: string } | Refusal> {
    const command = { ticketNumber, key, body: { follower: person } };
    return this.requests.run(viewer, command, async (em, card) => {
      if (!looksAfter(viewer, card.request)) return new Refusal('not-allowed');
      const known = await followersOf(em, card.request.id);
      const isKnown = known.some(({ email }) => email.toLowerCase() === person.email.toLowerCase());
      const refusal = isKnown ? null : held(card, known.length);
      if (isRefusal(refusal)) return refusal;
      if (!isKnown)
        await this.enter(em, card, { person, actor: await this.actors.of(viewer, card) });
      return { ticketNumber: card.request.ticketNumber };
    });
  }

  /** Whoever holds the link in a letter may, as often as they like: the second time changes nothing. */
  leave({ id, requestId, ticketNumber }: FoundFollower): Promise<{ left: true } | Refusal> {
    const holder: CitizenViewer = { kind: 'citizen', requestId, ticketNumber };
    const command = { ticketNumber, key: `unfollow-${id}`, body: { unfollow: id } };
    return this.requests.run(holder, command, async (em, card) => {
      const follower = await em.findOneBy(Follower, { id, requestId });
      if (follower?.endedSeq === null) await this.release(em, card, follower);
      return { left: true } as const;
    });
  }

  private async enter(
    em: EntityManager,
    card: RequestCard,
    { person, actor }: { person: FollowingPerson; actor: Actor },
  ): Promise<void> {
    const id = newId();
    const value: NamedValue = { name: VALUE.follower, value: person, visibility: 'follower' };
    const { seq } = await this.write(em, card, { action: 'add-follower', actor, values: [value] });
    const row = { id, requestId: card.request.id, seq, endedSeq: null };
    await insertRows(em, Follower, [row]);
    await this.post.welcome(em, card, { ...person, id, seq });
  }

  /** Unnamed: a name kept only to say that somebody wants no more to do with it would be one too many. */
  private async release(em: EntityManager, card: RequestCard, follower: Follower): Promise<void> {
    const { id, requestId, seq } = follower;
    const actor: Actor = { ...citizenActor(null), known: 'mailbox' };
    const step = await this.write(em, card, { action: 'unfollow', actor, values: [] });
    await em.update(Follower, { id }, { endedSeq: step.seq });
    const gone = { value: null, salt: null, erasedAt: this.clock.now() };
    await em.update(StepValue, { requestId, seq, name: VALUE.follower }, gone);
  }

  private async write(
    em: EntityManager,
    card: RequestCard,
    step: { action: string; actor: Actor; values: NamedValue[] },
  ) {
    const { stateCode } = card.request;
    const applied = await this.writePath.apply(em, card, {
      draft: {
        ...step,
        ...{ from: stateCode, to: stateCode, visibility: 'internal' },
        occurredAt: this.clock.now(),
      },
      ...{ moves: false, patch: {}, tasks: [], files: [], letter: null, isSilent: true },
    });
    return applied.step;
  }
}

function held({ request }: RequestCard, count: number): Refusal | null {
  if (request.stateKind === 'closed') return new Refusal('not-possible-now', 'follower-after-end');
  return count >= FOLLOWERS_MAX
    ? new Refusal('not-possible-now', 'followers-full', [], { max: FOLLOWERS_MAX })
    : null;
}
