import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request } from 'express';
import { takesOneClick } from '../one-click.js';
import { acceptedFilesOf, isMultipart } from '../uploads.js';
import { Csrf } from './csrf.js';
import { FormExpired, FromElsewhere } from './form-faults.js';
import { takesTokens } from './token-paths.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Promises that what changes something came from a page of ours. A form with files is checked once its fields are read
 * (`FormInterceptor`), here only its origin; where no files are expected, none are read at all. What a mail program's button posts to
 * (`@TakesOneClick`) is open: its address is the proof.
 */
@Injectable()
export class FormGuard implements CanActivate {
  constructor(private readonly csrf: Csrf) {}

  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    if (SAFE.has(req.method) || takesOneClick(context)) return true;
    const hasFiles = isMultipart(req);
    if (hasFiles && !acceptedFilesOf(context)) throw new UnsupportedMediaTypeException();
    if (takesTokens(req.path)) return true;
    if (this.csrf.isFromElsewhere(req)) throw new FromElsewhere();
    if (!hasFiles && !this.csrf.hasToken(req)) throw new FormExpired();
    return true;
  }
}
