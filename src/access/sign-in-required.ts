import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { seeOther } from '../web/see-other.js';

/** A page was asked for by somebody who has to prove first who they are. */
export class SignInRequired extends HttpException {
  constructor(readonly location: string) {
    super({ code: 'sign-in-required' }, 401);
  }
}

/** Leads a browser to the page where it can prove it. Declared with each rule, so that no order of global filters matters. */
@Catch(SignInRequired)
export class SignInRedirect implements ExceptionFilter<SignInRequired> {
  catch(exception: SignInRequired, host: ArgumentsHost): void {
    const res = host.switchToHttp().getResponse<Response>();
    res.setHeader('Cache-Control', 'no-store');
    seeOther(res, exception.location);
  }
}
