import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { withoutAction, withoutState } from '../../../workflow/domain/drafting/edit.js';
import { WorkflowDrafts } from '../../../workflow/drafts/workflow-drafts.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { DraftPage } from './draft-page.service.js';
import { isPart, type Part, PartForms } from './part-forms.service.js';
import { one } from './typed.js';

const VIEWS = { stati: 'administration/iter-state', azioni: 'administration/iter-action' } as const;

/** States and actions of a draft, one form each; `nuovo` is one that is not there yet. */
@Controller('amministrazione/iter/:code/bozza/:part/:name')
export class DraftPartsController {
  constructor(
    private readonly pages: Pages,
    private readonly page: DraftPage,
    private readonly forms: PartForms,
    private readonly drafts: WorkflowDrafts,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async form(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('part') part: string,
    @Param('name') name: string,
  ): Promise<Refusal | undefined> {
    const found = await this.find({ code, part, name });
    if (isRefusal(found)) return found;
    const model = this.forms.model(found.draft.document, found, visitOf(res).language);
    await this.page.part(res, VIEWS[found.part], { ...model, draft: found.draft });
    return undefined;
  }

  @Post()
  @Allow('configuration.edit')
  async save(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('part') part: string,
    @Param('name') name: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const found = await this.find({ code, part, name });
    if (isRefusal(found)) return found;
    const values = typedValues(body);
    const changed = this.forms.changed(found.draft.document, found, values);
    const refused = isRefusal(changed)
      ? changed
      : await this.drafts.save({ code, sha256: one(values, 'impronta') }, changed);
    if (refused) {
      const model = this.forms.model(found.draft.document, found, visitOf(res).language);
      await this.page.part(
        res,
        VIEWS[found.part],
        { ...model, draft: found.draft, values },
        refused,
      );
    } else this.pages.redirect(res, draftAddress(code), 'iters:told.saved');
    return undefined;
  }

  @Post('togli')
  @Allow('configuration.edit')
  async remove(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('part') part: string,
    @Param('name') name: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const found = await this.find({ code, part, name });
    if (isRefusal(found)) return found;
    const { document } = found.draft;
    const rest =
      found.part === 'stati' ? withoutState(document, name) : withoutAction(document, name);
    const refused =
      this.forms.shapeFaults(rest) ??
      (await this.drafts.save({ code, sha256: one(typedValues(body), 'impronta') }, rest));
    if (refused) await this.page.show(res, found.draft, refused);
    else this.pages.redirect(res, draftAddress(code), 'iters:told.removed');
    return undefined;
  }

  private async find(asked: {
    code: string;
    part: string;
    name: string;
  }): Promise<{ draft: WorkflowVersion; part: Part; name: string } | Refusal> {
    const { code, part, name } = asked;
    const draft = await this.drafts.of(code);
    if (!draft || !isPart(part)) return new Refusal('not-found');
    const list = part === 'stati' ? draft.document.states : draft.document.actions;
    const isThere = name === 'nuovo' || list.some((known) => known.code === name);
    return isThere ? { draft, part, name } : new Refusal('not-found');
  }
}

function draftAddress(code: string): string {
  return `/amministrazione/iter/${code}/bozza`;
}
