import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, type TypedValues, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { type Origin, WorkflowDrafts } from '../../../workflow/drafts/workflow-drafts.service.js';
import { WorkflowLibrary } from '../../../workflow/drafts/workflow-library.service.js';
import { authorOf } from './author-of.js';
import { IterPage } from './iter-page.service.js';
import { one } from '../forms/typed.js';

const BASE = '/amministrazione/iter';
/** In place of a version's number. */
const SHIPPED = 'fornito';
const CODE = /^[a-z][a-z0-9-]{0,39}$/;

/** The iters of the council: which there are, what each version says, and how a new version begins. */
@Controller('amministrazione/iter')
export class ItersController {
  constructor(
    private readonly pages: Pages,
    private readonly page: IterPage,
    private readonly library: WorkflowLibrary,
    private readonly drafts: WorkflowDrafts,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async list(@Res() res: Response): Promise<void> {
    this.pages.render(res, 'administration/iters', await this.page.list(visitOf(res).language));
  }

  @Get(':code')
  @Allow('configuration.edit')
  show(
    @Res() res: Response,
    @Param('code') code: string,
    @Query('versione') number?: unknown,
  ): Promise<Refusal | undefined> {
    return this.render(res, code, { number: wholeOf(number) });
  }

  @Get(':code/confronto')
  @Allow('configuration.edit')
  async compare(
    @Res() res: Response,
    @Param('code') code: string,
    @Query('da') before?: unknown,
    @Query('a') after?: unknown,
  ): Promise<Refusal | undefined> {
    const numbers = [wholeOf(before) ?? 0, wholeOf(after) ?? 0] as const;
    const model = await this.page.comparison(code, numbers, visitOf(res).language);
    if (!model) return new Refusal('not-found');
    const values = { da: String(numbers[0]), a: String(numbers[1]) };
    this.pages.render(res, 'administration/iter-comparison', { ...model, values });
    return undefined;
  }

  /** A draft from the version that is shown, or from the text that Iter ships; with a code of its own, a new iter. */
  @Post(':code/bozza')
  @Allow('configuration.edit')
  async start(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const values = typedValues(body);
    const from = await this.origin(code, one(values, 'da'));
    if (!from) return new Refusal('not-found');
    const isCopy = 'code' in values;
    const as = isCopy
      ? { code: one(values, 'code'), label: { it: one(values, 'label') } }
      : { code, label: from.document.label };
    const refused = copyFaults(as) ?? (await this.drafts.start(from, as, authorOf(viewer)));
    if (isRefusal(refused)) return this.render(res, code, { number: from.number, values, refused });
    this.pages.redirect(res, `${BASE}/${as.code}/bozza`, 'iters:told.started');
    return undefined;
  }

  @Post(':code/ritira')
  @Allow('configuration.edit')
  async retire(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
  ): Promise<Refusal | undefined> {
    const inForce = (await this.library.of(code)).find(({ status }) => status === 'published');
    if (!inForce) return new Refusal('not-found');
    const refused = await this.drafts.retire(inForce, authorOf(viewer));
    if (refused) return this.render(res, code, { number: null, refused });
    this.pages.redirect(res, `${BASE}/${code}`, 'iters:told.retired');
    return undefined;
  }

  private async origin(code: string, typed: string): Promise<Origin | null> {
    if (typed !== SHIPPED) return this.library.version(code, wholeOf(typed) ?? 0);
    const document = await this.library.newlyShipped(code);
    return document && { code, document, number: null };
  }

  private async render(
    res: Response,
    code: string,
    given: { number: number | null; values?: TypedValues; refused?: Refusal },
  ): Promise<Refusal | undefined> {
    const model = await this.page.one(code, given.number, visitOf(res).language);
    if (!model) return new Refusal('not-found');
    const { values = {}, refused } = given;
    const errors = refused?.errors ?? [];
    const refusal = refused && errors.length === 0 ? refused : null;
    const shown = { ...model, values, errors, refusal };
    this.pages.render(res, 'administration/iter', shown, refused ? statusOf(refused) : 200);
    return undefined;
  }
}

function copyFaults({ code, label }: { code: string; label: { it: string } }): Refusal | undefined {
  const errors = [
    ...(CODE.test(code) ? [] : [{ field: 'code', code: 'workflow-code-shape' }]),
    ...(label.it === '' ? [{ field: 'label', code: 'required' }] : []),
  ];
  return errors.length > 0 ? Refusal.fields(errors) : undefined;
}

function wholeOf(typed: unknown): number | null {
  return typeof typed === 'string' && /^\d{1,6}$/.test(typed) ? Number(typed) : null;
}
