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
import { NamedDraft } from './named-draft.js';
import { isPart, type Part, PartForms } from './part-forms.service.js';
import { one } from './typed.js';

const VIEWS = { stati: 'administration/iter-state', azioni: 'administration/iter-action' } as const;

type Place = Record<'part' | 'name', string>;
interface At {
  readonly part: Part;
  readonly name: string;
}

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
    @Param('code', NamedDraft) draft: WorkflowVersion,
    @Param() place: Place,
  ): Promise<Refusal | undefined> {
    const at = partOf(draft, place);
    if (isRefusal(at)) return at;
    const model = this.forms.model(draft.document, at, visitOf(res).language);
    await this.page.part(res, VIEWS[at.part], { ...model, draft });
    return undefined;
  }

  @Post()
  @Allow('configuration.edit')
  async save(
    @Res() res: Response,
    @Param('code', NamedDraft) draft: WorkflowVersion,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const at = partOf(draft, place);
    if (isRefusal(at)) return at;
    const values = typedValues(body);
    const changed = this.forms.changed(draft.document, at, values);
    const refused = isRefusal(changed)
      ? changed
      : await this.drafts.save({ code: draft.code, sha256: one(values, 'impronta') }, changed);
    if (refused) {
      const model = this.forms.model(draft.document, at, visitOf(res).language);
      await this.page.part(res, VIEWS[at.part], { ...model, draft, values }, refused);
    } else this.pages.redirect(res, draftAddress(draft), 'iters:told.saved');
    return undefined;
  }

  @Post('togli')
  @Allow('configuration.edit')
  async remove(
    @Res() res: Response,
    @Param('code', NamedDraft) draft: WorkflowVersion,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const at = partOf(draft, place);
    if (isRefusal(at)) return at;
    const { document } = draft;
    const rest =
      at.part === 'stati' ? withoutState(document, at.name) : withoutAction(document, at.name);
    const refused =
      this.forms.shapeFaults(rest) ??
      (await this.drafts.save(
        { code: draft.code, sha256: one(typedValues(body), 'impronta') },
        rest,
      ));
    if (refused) await this.page.show(res, draft, refused);
    else this.pages.redirect(res, draftAddress(draft), 'iters:told.removed');
    return undefined;
  }
}

/** The part that an address names, where the draft has it or it is to be new. */
function partOf({ document }: WorkflowVersion, { part, name }: Place): At | Refusal {
  if (!isPart(part)) return new Refusal('not-found');
  const list = part === 'stati' ? document.states : document.actions;
  const isThere = name === 'nuovo' || list.some((known) => known.code === name);
  return isThere ? { part, name } : new Refusal('not-found');
}

function draftAddress({ code }: WorkflowVersion): string {
  return `/amministrazione/iter/${code}/bozza`;
}
