/** The web process as main starts it and tests run it: one order of middleware, one set of limits. */
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { Request, Response } from 'express';
import { Sessions } from './access/sessions/sessions.service.js';
import { Environment } from './config/environment.js';
import { accessLog } from './web/request/access-log.js';
import {
  dropNul,
  FORM_LIMIT_BYTES,
  FORM_LIMIT_FIELDS,
  JSON_LIMIT_BYTES,
  refuseDeepJson,
  refuseNul,
  refuseOtherTypes,
} from './web/request/body-limits.js';
import { Frame } from './web/request/frame.js';
import { IterLogger } from './web/request/iter-logger.js';
import { knownHost } from './web/request/known-host.js';
import { securityHeaders } from './web/security-headers.js';
import { StaticFiles } from './web/static-files.js';

/** For `NestFactory.create` and for a testing module's `createNestApplication`. */
export const APPLICATION_OPTIONS = { bodyParser: false, rawBody: true } as const;

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 5_000;
const HEADERS_MAX = 100;

/** Builds the application of a module, ready to listen or to be asked in process. */
export async function createWebApplication(module: Type): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    ...APPLICATION_OPTIONS,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(new IterLogger(app.get(Environment)));
  return configureApplication(app);
}

/** Puts the frame in front of every handler. Call before `init` or `listen`. */
export function configureApplication(app: NestExpressApplication): NestExpressApplication {
  const environment = app.get(Environment);
  const frame = app.get(Frame);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', environment.trustProxy.length > 0 ? [...environment.trustProxy] : false);
  app.disable('x-powered-by');
  app.use(frame.identify, accessLog, ...securityHeaders(environment));
  app.use(app.get(StaticFiles).serve);
  app.use(frame.open, knownHost(environment), refuseNul, refuseOtherTypes);
  app.use(compression({ filter: isWorthPacking }));
  app.use(app.get(Sessions).middleware());
  app.useBodyParser('json', { limit: JSON_LIMIT_BYTES });
  app.useBodyParser('urlencoded', {
    extended: false,
    limit: FORM_LIMIT_BYTES,
    parameterLimit: FORM_LIMIT_FIELDS,
  });
  app.use(refuseDeepJson, dropNul);
  app.enableShutdownHooks();
  limitConnections(app);
  return app;
}

function limitConnections(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxHeadersCount = HEADERS_MAX;
}

/** Events are sent one by one: a packer would hold them back. */
function isWorthPacking(req: Request, res: Response): boolean {
  const type = String(res.getHeader('Content-Type') ?? '');
  return !type.startsWith('text/event-stream') && compression.filter(req, res);
}
