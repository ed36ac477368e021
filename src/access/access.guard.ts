/**
 * The door that is shut unless a handler opens it.
 *
 * - A handler without a rule is refused to everybody (and a test names it before it ships).
 * - Page, not signed in: GET leads to the sign-in page and back, or to the page of the task's link that had opened it; anything else is 401.
 *   API: 401 with `WWW-Authenticate`.
 * - Signed in with a password that the machine made: every page leads to the one for a password of their own.
 * - Signed in but without the permission: 403. Whether a THING may be seen is the finder's to say (404), not the guard's.
 */
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Logger,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { assertNever } from '../shared/assert-never.js';
import { isRefusal, Refusal } from '../shared/refusal.js';
import { ACCESS_RULE, type AccessRule } from './access-rule.js';
import { Identification } from './identification.service.js';
import { coarseClientOf } from './limits/client.js';
import { newPasswordPath, signInPath } from './return-path.js';
import { SignInRequired } from './sign-in-required.js';
import { Refused } from '../web/request/refused.js';
import { takesTokens } from '../web/request/token-paths.js';
import { may, type Viewer } from './viewer.js';

const TICKET_SIGN_IN = '/servizi/segnalazioni';

/** Promises that no handler runs for a viewer whom its rule does not admit, and that `req.viewer` says who asks. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger('access');

  constructor(
    private readonly reflector: Reflector,
    private readonly identification: Identification,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.ruleOf(context);
    const http = context.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    const found = await this.identification.identify(req, rule);
    if (isRefusal(found)) return this.turnAway(req, res, found);
    req.viewer = found;
    if (mustChoosePassword(found, rule) && !takesTokens(req.path)) return askForPassword(req);
    if (isAdmitted(found, rule)) return true;
    if (mayProveMore(found, rule)) return this.askForProof(req, res, rule);
    this.logger.warn({ event: 'denied', handler: nameOf(context), ...whoIs(found) });
    throw new Refused(new Refusal('not-allowed'));
  }

  private ruleOf(context: ExecutionContext): AccessRule {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule) return rule;
    this.logger.error({ event: 'handler-without-rule', handler: nameOf(context) });
    throw new Refused(new Refusal('not-allowed'));
  }

  private askForProof(req: Request, res: Response, rule: AccessRule): never {
    if (takesTokens(req.path)) {
      if (req.viewer?.kind === 'citizen') throw new Refused(new Refusal('not-allowed'));
      return challenge(res);
    }
    if (!isReading(req)) throw new UnauthorizedException({ code: 'sign-in-required' });
    if (rule.kind === 'ticket-holder') throw new SignInRequired(ticketPath(req));
    const heldLink = this.identification.heldLinkPath(req);
    throw new SignInRequired(heldLink ?? signInPath(req.originalUrl));
  }

  private turnAway(req: Request, res: Response, refusal: Refusal): never {
    const client = coarseClientOf(req);
    if (refusal.code !== 'too-many') {
      this.logger.warn({ event: 'wrong-credentials', client });
      return challenge(res);
    }
    this.logger.warn({ event: 'too-many', client });
    throw new Refused(refusal);
  }
}

function isAdmitted(viewer: Viewer, rule: AccessRule): boolean {
  switch (rule.kind) {
    case 'public':
      return true;
    case 'allow':
      return rule.permissions.some((permission) => may(viewer, permission));
    case 'ticket-holder':
      return viewer.kind === 'citizen';
    case 'any-viewer':
      return viewer.kind !== 'nobody';
    case 'signed-in':
      return hasAccount(viewer);
    default:
      return assertNever(rule);
  }
}

/** Nobody may become somebody; a ticket holder may have a sign-in too. */
function mayProveMore(viewer: Viewer, rule: AccessRule): boolean {
  return (
    viewer.kind === 'nobody' ||
    (viewer.kind === 'citizen' && (rule.kind === 'allow' || rule.kind === 'signed-in'))
  );
}

function hasAccount(viewer: Viewer): boolean {
  return viewer.kind === 'office' || (viewer.kind === 'partner' && viewer.accountId !== null);
}

function mustChoosePassword(viewer: Viewer, rule: AccessRule): boolean {
  if (viewer.kind !== 'office' && viewer.kind !== 'partner') return false;
  return (
    viewer.mustChangePassword === true && (rule.kind === 'allow' || rule.kind === 'any-viewer')
  );
}

function askForPassword(req: Request): never {
  if (isReading(req)) throw new SignInRequired(newPasswordPath(req.originalUrl));
  throw new Refused(new Refusal('not-allowed', 'password-first'));
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function ticketPath(req: Request): string {
  const wanted = req.params['ticketNumber'];
  const isPlain = typeof wanted === 'string' && /^[A-Za-z0-9-]{1,30}$/.test(wanted);
  return isPlain ? `${TICKET_SIGN_IN}?numero=${wanted}` : TICKET_SIGN_IN;
}

function challenge(res: Response): never {
  res.setHeader('WWW-Authenticate', 'Bearer, Basic realm="Iter", charset="UTF-8"');
  throw new UnauthorizedException({ code: 'sign-in-required' });
}

function nameOf(context: ExecutionContext): string {
  return `${context.getClass().name}.${context.getHandler().name}`;
}

function whoIs(viewer: Viewer): Record<string, string | null> {
  if (viewer.kind === 'office' || viewer.kind === 'partner') return { accountId: viewer.accountId };
  return { viewer: viewer.kind };
}
