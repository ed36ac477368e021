import request from 'supertest';
import { Webhook } from 'standardwebhooks';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../../src/deliveries/endpoints.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done } from '../../support/filings.js';
import type { House } from '../../support/house.js';

const PARTNER = 'luce-strade';

export interface CallbackSender {
  readonly secret: string;
  readonly id?: string;
  readonly partner?: string;
  readonly at?: Date;
  /** What goes over the line in place of what was signed. */
  readonly sent?: string;
}

/** A new secret of the lighting firm's webhook; the one before stays good for a day. */
export async function callbackSecret(house: House): Promise<string> {
  const partnerId = house.town.partnerId(PARTNER);
  const { id } = await house.reads.of(Endpoint).findOneByOrFail({ partnerId, channel: 'webhook' });
  return done(await house.transactions.run((em) => house.get(Endpoints).rotateSecret(em, id)));
}

/** What a firm's system sends to us, signed as it would. A text goes out as it is. */
export function sendCallback(house: House, body: object | string, by: CallbackSender) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const id = by.id ?? newId();
  const at = by.at ?? house.clock.now();
  return request(house.app.getHttpServer())
    .post(`/callbacks/${by.partner ?? PARTNER}`)
    .set('content-type', 'application/json')
    .set('webhook-id', id)
    .set('webhook-timestamp', String(Math.floor(at.getTime() / 1_000)))
    .set('webhook-signature', new Webhook(by.secret).sign(id, at, text))
    .send(by.sent ?? text);
}
