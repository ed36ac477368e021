import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { Clock } from '../../shared/clock.js';
import { httpOutcome, type Outcome } from '../domain/outcome.js';
import { AddressGuard, AddressNotAllowed } from './address-guard.js';
import type { Carrier, Parcel } from './channel.js';
import { HttpPoster, type PostAnswer } from './http-post.js';

/**
 * Promises one signed POST (Standard Webhooks 1.0): `webhook-id` is the delivery's id at each attempt, the timestamp is fresh, the
 * signature covers the exact bytes sent, one for each secret that is valid. Refuses to connect where {@link AddressGuard} says no, and
 * follows no redirect.
 */
@Injectable()
export class WebhookChannel implements Carrier {
  private readonly poster = new HttpPoster();

  constructor(
    private readonly guard: AddressGuard,
    private readonly clock: Clock,
  ) {}

  async send(parcel: Parcel): Promise<Outcome> {
    let answer: PostAnswer;
    try {
      const to = await this.guard.addressFor(parcel.destination);
      const body = Buffer.from(parcel.content, 'utf8');
      answer = await this.poster.post({
        url: parcel.destination,
        to,
        body,
        headers: this.headers(parcel),
      });
    } catch (error) {
      return { kind: 'retry', detail: reason(error), retryAfterMs: null };
    }
    return httpOutcome({ ...answer, now: this.clock.now() });
  }

  close(): Promise<void> {
    this.poster.close();
    return Promise.resolve();
  }

  private headers(parcel: Parcel): Record<string, string> {
    const now = this.clock.now();
    const signatures = parcel.secrets.map((secret) =>
      new Webhook(secret).sign(parcel.id, now, parcel.content),
    );
    if (signatures.length === 0) throw new Error('a webhook without a secret is not sent');
    return {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Iter',
      'webhook-id': parcel.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    };
  }
}

function reason(error: unknown): string {
  if (error instanceof AddressNotAllowed) return error.message;
  const code = (error as NodeJS.ErrnoException).code; // errors of node carry one
  return code ?? (error instanceof Error ? error.message : 'failed');
}
