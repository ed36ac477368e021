import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Council } from '../council.js';
import { Languages } from '../languages.js';
import { Csrf } from './csrf.js';
import { currentRequestId, withRequestId } from './request-id.js';
import { openVisit } from './visit.js';

/** Promises that everything behind it knows whose request it is (`visitOf(res)`) and under which id it is logged. */
@Injectable()
export class Frame {
  constructor(
    private readonly council: Council,
    private readonly languages: Languages,
    private readonly csrf: Csrf,
  ) {}

  /** First of all: the id of this request. */
  readonly identify = (_req: Request, res: Response, next: NextFunction): void => {
    withRequestId((requestId) => {
      res.setHeader('X-Request-Id', requestId);
      next();
    });
  };

  readonly open = (req: Request, res: Response, next: NextFunction): void => {
    const { languages, csrf } = this;
    const requestId = currentRequestId() ?? '';
    this.council.current().then((council) => {
      openVisit({ req, res, requestId, council, languages, csrf });
      next();
    }, next);
  };
}
