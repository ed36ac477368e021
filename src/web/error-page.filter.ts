/**
 * The only place that turns errors into pages or problem JSON.
 *
 * - What a caller did wrong gets a sentence and its status; what we did wrong gets 500, a correlation id, and not a word of the error.
 * - A form whose token has run out comes back with everything that was typed.
 * - A form with too much text is told the limit and the way back.
 * - Answering an error must not fail: where the page itself cannot be made, a plain line goes out.
 */
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  errorSentence,
  type Problem,
  PROBLEM_TYPE,
  problemOf,
  retryAfterSeconds,
} from './answer.js';
import { Languages } from './languages.js';
import { Pages } from './pages.js';
import { tooLarge } from './request/body-limits.js';
import { expiredForm, isExpiredForm } from './request/expired-form.js';
import { type Fault, faultOf } from './request/fault.js';
import { wantsJson } from './request/token-paths.js';
import { type Visit, visitOrNone } from './request/visit.js';

/** Promises an answer to every error. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  private readonly logger = new Logger('errors');

  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    const fault = faultOf(error);
    this.log(error, fault);
    if (res.headersSent) {
      res.destroy(); // half an answer is out: the caller must not take it for a whole one
      return;
    }
    try {
      this.answer(req, res, fault);
    } catch (failure) {
      this.logger.error({ event: 'error-page-failed' }, stackOf(failure));
      res.status(500).type('text/plain').send('500');
    }
  }

  private answer(req: Request, res: Response, fault: Fault): void {
    const visit = visitOrNone(res);
    const isForProgram = !visit || wantsJson(req);
    const problem = this.problem(fault, visit, isForProgram ? 'programs' : 'details');
    res.removeHeader('ETag');
    res.setHeader('Cache-Control', 'no-store');
    const wait = fault.kind === 'refused' ? retryAfterSeconds(fault.refusal) : undefined;
    if (wait !== undefined) res.setHeader('Retry-After', String(wait));
    if (!isForProgram) this.page(req, res, problem);
    else res.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }

  private page(req: Request, res: Response, problem: Problem): void {
    if (isExpiredForm(req, problem)) {
      this.pages.render(
        res,
        'errors/form-expired',
        { ...expiredForm(req), problem },
        problem.status,
      );
      return;
    }
    if (problem.code === 'too-large') {
      this.pages.render(res, 'errors/too-large', { ...tooLarge(req), problem }, problem.status);
      return;
    }
    this.pages.render(res, 'errors/problem', { problem }, problem.status);
  }

  private problem(fault: Fault, visit: Visit | undefined, reader: 'programs' | 'details'): Problem {
    const language = visit?.language ?? 'it';
    const requestId = visit?.requestId ?? '';
    const asked = { language, languages: this.languages, requestId };
    if (fault.kind === 'refused') return problemOf(fault.refusal, asked);
    const { status, code } = fault.kind === 'http' ? fault : { status: 500, code: 'failed' };
    const errors = fault.kind === 'http' ? fault.errors : [];
    return {
      type: 'about:blank',
      title: this.sentence(language, 'titles', code, status),
      status,
      code,
      detail: this.sentence(language, reader, code, status),
      ...(errors.length > 0 && {
        errors: errors.map((error) => ({
          field: error.field,
          code: error.code,
          message: errorSentence(error, language, this.languages),
        })),
      }),
      requestId,
    };
  }

  private sentence(
    language: Visit['language'],
    part: string,
    code: string,
    status: number,
  ): string {
    const exact = `frame:problems.${part}.${code}`;
    if (this.languages.has(exact)) return this.languages.translate(language, exact);
    if (part === 'programs') return this.sentence(language, 'details', code, status); // most sentences are for both
    const general = status >= 500 ? 'failed' : 'bad-request';
    return this.languages.translate(language, `frame:problems.${part}.${general}`);
  }

  private log(error: unknown, fault: Fault): void {
    if (fault.kind === 'broken') this.logger.error({ event: 'failed' }, stackOf(error));
    else if (fault.kind === 'refused' && fault.refusal.code === 'unavailable')
      this.logger.warn({ event: 'unavailable', error: String(error) });
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
