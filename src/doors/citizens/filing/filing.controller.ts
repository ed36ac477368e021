import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../../../access/access-rule.js';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import { type FieldError, isRefusal, type Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { checked } from '../../../web/fields.js';
import { type FormBody, parseForm, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { DraftFiles } from './draft-files.service.js';
import { draftIdOf, dropDraft, holdDraft } from './draft-session.js';
import { FilingCheck } from './filing-check.service.js';
import { FILING_PATH, stepsModel } from './filing-models.js';
import { FilingPage } from './filing-page.service.js';
import { type Going, readDataForm } from './data-form.js';

const privacyForm = z.strictObject({ privacy: checked('privacy-needed') });
const SUMMARY = `${FILING_PATH}/riepilogo`;
const DATA = `${FILING_PATH}/dati`;

/** The first two steps of filing: what is done with the data, and the data. */
@Controller('servizi/segnalazione-disservizio/nuova')
export class FilingController {
  constructor(
    private readonly pages: Pages,
    private readonly drafts: Drafts,
    private readonly files: DraftFiles,
    private readonly filingCheck: FilingCheck,
    private readonly page: FilingPage,
  ) {}

  @Get()
  @Public()
  async privacy(@Req() req: Request, @Res() res: Response): Promise<void> {
    const draft = await this.current(req);
    this.showPrivacy(res, draft !== null);
  }

  @Post()
  @Public()
  async acknowledge(
    @Req() req: Request,
    @Res() res: Response,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(privacyForm, body);
    const draft = await this.current(req);
    if (!form.ok) return this.showPrivacy(res, draft !== null, form.errors);
    holdDraft(req, draft?.id ?? (await this.drafts.open({})));
    this.pages.redirect(res, DATA);
  }

  /** Throws the draft away, with its files, and begins anew. */
  @Post('ricomincia')
  @Public()
  async startOver(@Req() req: Request, @Res() res: Response): Promise<void> {
    const id = draftIdOf(req);
    if (id) await this.files.discardDraft(id);
    dropDraft(req);
    this.pages.redirect(res, FILING_PATH, 'filing:startedOver');
  }

  @Get('dati')
  @Public()
  async data(@Req() req: Request, @Res() res: Response): Promise<void> {
    const draft = await this.current(req);
    if (!draft) return this.pages.redirect(res, FILING_PATH);
    this.pages.render(res, 'citizens/filing-data', await this.page.model(draft, visitOf(res)));
  }

  /** Keeps all that was typed and uploaded, whatever is wrong with it; then does what the pressed button says. */
  @Post('dati')
  @Public()
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async keep(@Req() req: Request, @Res() res: Response, @Body() body: FormBody): Promise<void> {
    const form = readDataForm(typedValues(body));
    const id = await this.draftFor(req, form.handle);
    const before = await this.drafts.read(id);
    const tooLarge = await this.drafts.change(id, await this.filingCheck.ownAnswers(form.values));
    const uploads = await this.files.take(id, uploadsOf(req), visitOf(res).council.uploads);
    if (isRefusal(uploads)) return this.showData(res, id, uploads);
    if (form.going.to === 'remove') await this.files.remove(id, form.going.fileId);
    const errors = [...(tooLarge?.errors ?? []), ...form.errors, ...uploads];
    if (errors.length > 0 && form.going.to !== 'on') return this.showData(res, id, errors);
    await this.goOn(res, { id, before, going: form.going, errors });
  }

  /** The questions of a category, for a page that shows them as soon as it is chosen. */
  @Get('domande')
  @Public()
  async questions(@Res() res: Response, @Query('tipo') code = ''): Promise<void> {
    this.pages.render(
      res,
      'citizens/filing-questions',
      await this.page.categoryPart(String(code), visitOf(res)),
    );
  }

  private async goOn(
    res: Response,
    step: { id: string; before: Draft | null; going: Going; errors: FieldError[] },
  ): Promise<void> {
    const draft = await this.drafts.read(step.id);
    if (!draft) return this.pages.redirect(res, FILING_PATH);
    const answer = await this.filingCheck.check(draft, visitOf(res).language);
    if (isRefusal(answer) && answer.code === 'stopped') return this.showStop(res, answer);
    const anchor = anchorOf(step.going, step.before, draft);
    if (anchor !== null) return this.pages.redirect(res, anchor);
    const errors = [...step.errors, ...(isRefusal(answer) ? answer.errors : [])];
    if (errors.length > 0) return this.showData(res, step.id, errors);
    this.pages.redirect(res, SUMMARY);
  }

  private showPrivacy(res: Response, hasDraft: boolean, errors: readonly FieldError[] = []): void {
    const model = { values: {}, errors, hasDraft, steps: stepsModel('privacy') };
    this.pages.render(res, 'citizens/filing-privacy', model, errors.length > 0 ? 422 : 200);
  }

  private async showData(
    res: Response,
    id: string,
    fault: Refusal | readonly FieldError[],
  ): Promise<void> {
    const draft = await this.drafts.read(id);
    if (!draft) return this.pages.redirect(res, FILING_PATH);
    const errors = isRefusal(fault) ? fault.errors : fault;
    const model = await this.page.model(draft, visitOf(res), errors);
    const refusal = isRefusal(fault) && errors.length === 0 ? fault : null;
    this.pages.render(
      res,
      'citizens/filing-data',
      { ...model, refusal },
      refusal ? statusOf(refusal) : 422,
    );
  }

  private showStop(res: Response, refusal: Refusal): void {
    this.pages.render(
      res,
      'citizens/filing-stop',
      { stop: refusal.data['stop'] },
      statusOf(refusal),
    );
  }

  private async current(req: Request): Promise<Draft | null> {
    const id = draftIdOf(req);
    return id ? this.drafts.read(id) : null;
  }

  /** The draft that the page names, else the session's; a new one where both are gone: nothing typed is lost. */
  private async draftFor(req: Request, handle: string): Promise<string> {
    const named = this.drafts.idOf(handle) ?? draftIdOf(req);
    const id = named && (await this.drafts.read(named)) ? named : await this.drafts.open({});
    holdDraft(req, id);
    return id;
  }
}

/** Where a button that is not "go on" leads back to; null for going on. Enter in a search that is new searches. */
function anchorOf(going: Going, before: Draft | null, now: Draft): string | null {
  switch (going.to) {
    case 'search':
      return `${DATA}#field-location.search`;
    case 'category':
      return `${DATA}#disservizio`;
    case 'upload':
      return `${DATA}#allegati`;
    case 'remove':
      return `${DATA}#allegati`;
    case 'back':
      return FILING_PATH;
    case 'enter': {
      const search = now.values['location.search'];
      return search && search !== before?.values['location.search']
        ? `${DATA}#field-location.search`
        : null;
    }
    case 'on':
      return null;
  }
}
