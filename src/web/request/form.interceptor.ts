import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { isRefusal } from '../../shared/refusal.js';
import { acceptedFilesOf, isMultipart, readUploads } from '../uploads.js';
import { Csrf } from './csrf.js';
import { FormExpired } from './form-faults.js';
import { Refused } from './refused.js';
import { takesTokens } from './token-paths.js';
import { visitOf } from './visit.js';

/**
 * After the guards (nobody's files are read before it is known who sends them): reads a form with files and checks its token. And turns a
 * `Refusal` that a handler returns into its page or problem.
 */
@Injectable()
export class FormInterceptor implements NestInterceptor {
  constructor(private readonly csrf: Csrf) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await this.readFiles(context, http.getRequest<Request>(), http.getResponse<Response>());
    return next.handle().pipe(map(answered));
  }

  private async readFiles(context: ExecutionContext, req: Request, res: Response): Promise<void> {
    const accepted = acceptedFilesOf(context);
    if (!accepted || !isMultipart(req)) return;
    await readUploads(req, res, accepted, visitOf(res).council.uploads);
    if (!takesTokens(req.path) && !this.csrf.hasToken(req)) throw new FormExpired();
  }
}

function answered(result: unknown): unknown {
  if (isRefusal(result)) throw new Refused(result);
  return result;
}
