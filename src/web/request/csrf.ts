/**
 * Only pages of ours can send forms to us.
 *
 * - Each browser holds a random seed in a cookie that scripts cannot read (`__Host-` in production: no other host can plant it); the
 *   token in a form is HMAC-SHA256 of the seed under the session secret. Nothing is stored: showing a form to a passer-by writes no
 *   session, so pages never wait for a writer.
 * - The token is masked with fresh random bytes at each page, so that compression tells nothing about it.
 * - Besides, a request that says it comes from another origin (`Sec-Fetch-Site`, `Origin`) is refused whatever its token.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Environment } from '../../config/environment.js';
import { readCookie } from './cookies.js';

const SEED = /^[A-Za-z0-9_-]{43}$/;
const MAC_BYTES = 32;

/** Promises a token that only this browser's forms carry; refuses tokens of other browsers, and requests from other sites. */
@Injectable()
export class Csrf {
  private readonly cookie: string;
  private readonly secret: string;
  private readonly publicOrigin: string;
  private readonly isProduction: boolean;

  constructor(environment: Environment) {
    this.isProduction = environment.isProduction;
    this.cookie = this.isProduction ? '__Host-modulo' : 'modulo';
    this.secret = environment.sessionSecret;
    this.publicOrigin = new URL(environment.publicUrl).origin;
  }

  /** For a form of the answer; gives the browser its seed where it has none. Call before the answer's head is sent. */
  token(req: Request, res: Response): string {
    const mac = this.mac(this.seedOf(req) ?? this.plantSeed(res));
    const mask = randomBytes(MAC_BYTES);
    return Buffer.concat([mask, xor(mac, mask)]).toString('base64url');
  }

  hasToken(req: Request): boolean {
    const seed = this.seedOf(req);
    const given = Buffer.from(givenToken(req), 'base64url');
    if (seed === undefined || given.length !== 2 * MAC_BYTES) return false;
    const mac = xor(given.subarray(MAC_BYTES), given.subarray(0, MAC_BYTES));
    return timingSafeEqual(mac, this.mac(seed));
  }

  isFromElsewhere(req: Request): boolean {
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined) return site !== 'same-origin' && site !== 'none';
    const origin = req.headers.origin;
    if (origin === undefined || origin === 'null') return false; // an old browser says nothing: the token decides
    const isOurs = origin === this.publicOrigin;
    const isThisAddress =
      !this.isProduction && origin.replace(/^https?:\/\//, '') === req.headers.host;
    return !isOurs && !isThisAddress;
  }

  private seedOf(req: Request): string | undefined {
    const seed = readCookie(req, this.cookie);
    return seed !== undefined && SEED.test(seed) ? seed : undefined;
  }

  private plantSeed(res: Response): string {
    const seed = randomBytes(32).toString('base64url');
    res.cookie(this.cookie, seed, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: this.isProduction,
    });
    return seed;
  }

  private mac(seed: string): Buffer {
    return createHmac('sha256', this.secret).update(`form:${seed}`).digest();
  }
}

function givenToken(req: Request): string {
  const header = req.headers['x-csrf-token'];
  if (typeof header === 'string') return header;
  const body: unknown = req.body;
  const field = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : '';
  return typeof field === 'string' ? field : '';
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)));
}
