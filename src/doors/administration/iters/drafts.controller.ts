import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import {
  ALREADY_IN_FORCE,
  WorkflowDrafts,
} from '../../../workflow/drafts/workflow-drafts.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { authorOf } from './author-of.js';
import { DraftPage } from './draft-page.service.js';
import { NamedDraft } from './named-draft.js';
import { one } from '../forms/typed.js';

const BASE = '/amministrazione/iter';

/** One draft: read, written as a whole, checked, published or thrown away. */
@Controller('amministrazione/iter/:code/bozza')
export class DraftsController {
  constructor(
    private readonly pages: Pages,
    private readonly page: DraftPage,
    private readonly drafts: WorkflowDrafts,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async show(
    @Res() res: Response,
    @Param('code', NamedDraft) draft: WorkflowVersion,
  ): Promise<void> {
    await this.page.show(res, draft);
  }

  @Get('testo')
  @Allow('configuration.edit')
  text(@Res() res: Response, @Param('code', NamedDraft) draft: WorkflowVersion): void {
    this.page.text(res, draft);
  }

  /** Saves the text, faults of content and all; with the button "check" it only says them. */
  @Post('testo')
  @Allow('configuration.edit')
  async write(
    @Res() res: Response,
    @Param('code', NamedDraft) draft: WorkflowVersion,
    @Body() body: FormBody,
  ): Promise<void> {
    const values = typedValues(body);
    const typed = typeof values['testo'] === 'string' ? values['testo'] : '';
    const { document, faults } = await this.page.check(typed);
    const isChecked = one(values, 'controlla') !== '';
    if (isChecked || !document) {
      this.page.text(res, draft, { typed, faults, isChecked });
      return;
    }
    const refused = await this.drafts.save(
      { code: draft.code, sha256: one(values, 'impronta') },
      document,
    );
    if (refused) {
      const told = refused.errors.map(({ field: place }) => ({
        ...{ code: 'workflow-code-fixed' as const, place, line: 1, data: { name: draft.code } },
      }));
      this.page.text(res, draft, {
        typed,
        faults: told,
        refusal: told.length > 0 ? null : refused,
      });
      return;
    }
    this.pages.redirect(res, `${BASE}/${draft.code}/bozza`, 'iters:told.saved');
  }

  /** The list of faults alone, for the script that asks while somebody writes. Changes nothing. */
  @Post('controllo')
  @Allow('configuration.edit')
  async check(@Res() res: Response, @Body() body: FormBody): Promise<void> {
    const values = typedValues(body);
    const { faults } = await this.page.check(
      typeof values['testo'] === 'string' ? values['testo'] : '',
    );
    this.pages.render(res, 'administration/iter-faults', { faults, errors: [] });
  }

  /** Pressed twice, the second leads to what the first has published. */
  @Post('pubblica')
  @Allow('configuration.edit')
  async publish(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const seen = { code, sha256: one(typedValues(body), 'impronta') };
    const refused = await this.drafts.publish(seen, authorOf(viewer));
    const isThere = refused?.reason === ALREADY_IN_FORCE;
    if (!refused || isThere) {
      const told = isThere ? 'iters:told.inForce' : 'iters:told.published';
      this.pages.redirect(res, `${BASE}/${code}`, told);
      return undefined;
    }
    const draft = await this.drafts.of(code);
    if (!draft) return new Refusal('not-found');
    await this.page.show(res, draft, refused);
    return undefined;
  }

  @Post('scarta')
  @Allow('configuration.edit')
  async discard(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedDraft) draft: WorkflowVersion,
    @Body() body: FormBody,
  ): Promise<void> {
    const seen = { code: draft.code, sha256: one(typedValues(body), 'impronta') };
    const refused = await this.drafts.discard(seen, authorOf(viewer));
    if (refused) await this.page.show(res, draft, refused);
    else this.pages.redirect(res, BASE, 'iters:told.discarded');
  }
}
