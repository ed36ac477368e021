import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';

type Listener = (deliveryIds: readonly string[], delayMs: number) => void;

/**
 * Rings when letters have been committed. Whoever sends listens; where nobody does (the command line), the rows simply wait for the
 * next look of a dispatcher.
 */
@Injectable()
export class Bell {
  private readonly listeners = new Set<Listener>();

  /** Returns the way to stop listening. A listener must return at once and never throw; it runs outside the transaction that rang. */
  onRing(heard: Listener): () => void {
    const listener = AsyncResource.bind(heard);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** `delayMs`: for a later attempt, after which time it is due. */
  ring(deliveryIds: readonly string[], delayMs = 0): void {
    for (const listener of this.listeners) listener(deliveryIds, delayMs);
  }
}
