import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { Environment } from '../config/environment.js';

const YEAR_SECONDS = 31_536_000;
const PERMISSIONS_POLICY = 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()';

type Middleware = (req: Request, res: Response, next: NextFunction) => void;

/**
 * The headers of every answer (RELIABILITY rule 21): nothing from another host, no inline script or style, no frame, nothing kept by
 * caches. HSTS only in production. A handler that may be cached says so itself.
 */
export function securityHeaders(environment: Environment): Middleware[] {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: environment.isProduction
      ? { maxAge: YEAR_SECONDS, includeSubDomains: true }
      : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return [(req, res, next) => void protect(req, res, next), ownHeaders];
}

function ownHeaders(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
  res.setHeader('Cache-Control', 'no-store');
  next();
}
