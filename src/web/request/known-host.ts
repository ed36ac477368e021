import { HttpException, HttpStatus } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Environment } from '../../config/environment.js';

const PROBES = new Set(['/healthz', '/readyz', '/metrics']); // asked by address, from inside

/** In production only the host of PUBLIC_URL is answered: a forged Host header gets 421 and reaches no page. */
export function knownHost(environment: Environment) {
  const known = new URL(environment.publicUrl).host;
  return (req: Request, _res: Response, next: NextFunction): void => {
    const isKnown = !environment.isProduction || req.headers.host?.toLowerCase() === known;
    if (isKnown || PROBES.has(req.path)) next();
    else next(new HttpException('unknown host', HttpStatus.MISDIRECTED));
  };
}
