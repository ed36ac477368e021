import { timingSafeEqual } from 'node:crypto';
import {
  BadRequestException,
  Injectable,
  PayloadTooLargeException,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import { PartnerViewers } from '../../../partners/partner-viewers.service.js';
import { Partners } from '../../../partners/partners.service.js';
import { Clock } from '../../../shared/clock.js';

const BODY_LIMIT_BYTES = 64 * 1024;
const TOLERANCE_SECONDS = 300;
const ID = /^[\x21-\x7e]{1,200}$/;
const SIGNATURES_MAX = 10;

export interface SignedCallback {
  /** The partner's contact person, or its name: whom else it names is in the body. */
  readonly viewer: PartnerViewer;
  /** At rest or ended: what it says is kept, and does nothing. */
  readonly isAtRest: boolean;
  /** `webhook-id`: the same id again is the same message. */
  readonly id: string;
  /** What was signed, as it came. */
  readonly text: string;
}

/**
 * Lets a partner's callback in by its signature (Standard Webhooks) over the very bytes that came, with any secret that counts now, also of a
 * partner that rests or has ended. An unknown partner, a wrong signature and a time more than five minutes off are refused alike, with 401.
 */
@Injectable()
export class CallbackGate {
  constructor(
    private readonly partners: Partners,
    private readonly viewers: PartnerViewers,
    private readonly endpoints: Endpoints,
    private readonly clock: Clock,
  ) {}

  async admit(req: Request, partnerCode: string): Promise<SignedCallback> {
    const body = bytesOf(req);
    const id = req.get('webhook-id') ?? '';
    const seconds = Number(req.get('webhook-timestamp') ?? '');
    const given = (req.get('webhook-signature') ?? '').split(' ').slice(0, SIGNATURES_MAX);
    const ageSeconds = Math.abs(this.clock.now().getTime() / 1_000 - seconds);
    const partner = await this.partners.byCode(partnerCode);
    const secrets = partner ? await this.endpoints.secretsOf(partner.id) : [];
    const isInTime = Number.isInteger(seconds) && ageSeconds <= TOLERANCE_SECONDS;
    const isSigned = secrets.some((secret) =>
      given.some((one) => isSame(one, new Webhook(secret).sign(id, at(seconds), body))),
    );
    if (!partner || !ID.test(id) || !isInTime || !isSigned) throw new UnauthorizedException();
    const name = partner.contactPeople[0]?.name ?? partner.name;
    const viewer = this.viewers.of(partner, { name, known: 'declared' });
    return { id, viewer, text: body, isAtRest: !partner.isActive };
  }
}

function bytesOf(req: Request): string {
  const raw = (req as { rawBody?: Buffer }).rawBody; // kept by Nest for JSON bodies
  if (!raw) throw new BadRequestException('a signed JSON body is needed');
  if (raw.length > BODY_LIMIT_BYTES) throw new PayloadTooLargeException();
  return raw.toString('utf8');
}

function at(seconds: number): Date {
  return new Date(Number.isSafeInteger(seconds) && Math.abs(seconds) < 1e11 ? seconds * 1_000 : 0);
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
