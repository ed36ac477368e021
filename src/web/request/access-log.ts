import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

const logger = new Logger('http');

/** One line per answer: the route's pattern (an address may hold a secret), status, milliseconds. No names, queries or bodies. */
export function accessLog(req: Request, res: Response, next: NextFunction): void {
  const start = performance.now();
  res.once('close', () => {
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const route = (req.route as { path?: unknown } | undefined)?.path; // Express sets it once a route has matched
    logger.debug({
      event: 'answered',
      method: req.method,
      route: typeof route === 'string' ? route : '-',
      status: res.statusCode,
      ms,
      ...(!res.writableFinished && { aborted: true }),
    });
  });
  next();
}
