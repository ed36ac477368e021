import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../../../access/access-rule.js';
import type { CitizenViewer } from '../../../access/viewer.js';
import { CitizenLinks } from '../../../requests/questions/citizen-links.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { actionFormModel, atInputs, wordsOf } from '../following/action-form.js';
import { type NotRecorded, TicketActions } from '../following/ticket-actions.service.js';
import { ledHere } from '../led-here.js';

const GONE = 410;
const answerForm = z.strictObject({
  invio: z.uuid(),
  version: wholeNumber(1, 1_000_000_000),
  note: z.string().default(''),
  bozza: z.string().default(''),
});

interface OpenQuestion {
  readonly token: string;
  readonly viewer: CitizenViewer;
  readonly view: RequestView;
  readonly action: ActionDefinition;
}

/**
 * From the mail with the office's question to its answer, without number and password. Shows the question and what it is about, nothing
 * that anybody wrote of themselves; opening the address changes nothing, mail scanners open it too.
 */
@Controller('servizi/risposta/:token')
export class AnswerLinkController {
  constructor(
    private readonly links: CitizenLinks,
    private readonly views: RequestViews,
    private readonly actions: TicketActions,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response, @Param('token') token: string): Promise<Refusal | undefined> {
    const question = await this.question(res, token);
    if (isRefusal(question)) return question;
    if (question) this.render(res, question, { values: {}, fault: null });
    return undefined;
  }

  @Post()
  @Public()
  @AcceptsFiles({ photos: 'photos' })
  async answer(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const question = await this.question(res, token, wordsOf({ note: String(body['note'] ?? '') }));
    if (isRefusal(question)) return question;
    if (!question) return undefined;
    const form = parseForm(answerForm, body);
    const { values } = form;
    if (!form.ok) {
      const refusal = Refusal.fields(form.errors);
      this.render(res, question, { values, fault: { refusal, draft: null } });
      return undefined;
    }
    const { invio: key, version, note, bozza: handle } = form.value;
    const done = await this.actions.record(question.viewer, {
      command: { action: question.action.code, version, data: {}, ...(note ? { note } : {}) },
      key,
      handle,
      uploads: uploadsOf(req),
      limits: visitOf(res).council.uploads,
    });
    if ('refusal' in done) this.render(res, question, { values, fault: done });
    else this.pages.redirect(res, pathOf(token), 'question-link:sent');
    return undefined;
  }

  /** The question that is still open; of one that is over the page that says so, with the words that came for it, and nothing. */
  private async question(
    res: Response,
    token: string,
    words = '',
  ): Promise<OpenQuestion | Refusal | undefined> {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const found = await this.links.find(token);
    if (!found) return new Refusal('not-found');
    const { viewer, isOpen } = found;
    const view = await this.views.view(viewer, viewer.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const action = view.actions.find(isAnswer);
    if (isOpen && action) return { token, viewer, view, action };
    const { ticketNumber } = viewer;
    this.pages.render(res, 'citizens/answer-link-end', { ticketNumber, words }, GONE);
    return undefined;
  }

  private render(
    res: Response,
    { token, view, action }: OpenQuestion,
    { values, fault }: { values: TypedValues; fault: NotRecorded | null },
  ): void {
    const { request, category, language } = view;
    const errors = fault ? atInputs(fault.refusal.errors, action) : [];
    const model = {
      ...actionFormModel(action, language),
      path: pathOf(token),
      ticketNumber: request.ticketNumber,
      category: category.name,
      place: request.address,
      asked: ledHere(view)?.details ?? [],
      values,
      errors,
      refusal: fault && errors.length === 0 ? fault.refusal : null,
      submissionId: newId(),
      version: request.version,
      handle: fault?.draft ? this.actions.handleOf(fault.draft) : '',
      kept: fault?.draft?.files.map(({ originalName }) => originalName) ?? [],
    };
    this.pages.render(res, 'citizens/answer-link', model, fault ? statusOf(fault.refusal) : 200);
  }
}

/** Whoever was asked may lead the work back to where it waits. */
function isAnswer({ to, by }: ActionDefinition): boolean {
  return to === '@previous' && by.includes('@citizen');
}

function pathOf(token: string): string {
  return `/servizi/risposta/${token}`;
}
