import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { Environment } from '../../config/environment.js';
import { takesTokens } from '../../web/request/token-paths.js';
import { SessionStore } from './session-store.js';

/**
 * Gives the middleware that opens a browser's session. Nothing is stored before there is something to keep; paths that take tokens
 * and static files have no session at all.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly environment: Environment,
  ) {}

  get cookieName(): string {
    return this.environment.isProduction ? '__Host-sid' : 'sid';
  }

  middleware(): RequestHandler {
    const open = session({
      name: this.cookieName,
      secret: this.environment.sessionSecret,
      store: this.store,
      genid: () => randomBytes(32).toString('base64url'),
      resave: false,
      saveUninitialized: false,
      cookie: {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.environment.isProduction,
      },
    });
    return (req: Request, res: Response, next: NextFunction) => {
      if (takesTokens(req.path) || req.path.startsWith('/static/')) next();
      else open(req, res, next);
    };
  }
}
