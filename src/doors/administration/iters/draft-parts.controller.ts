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
import type { Completed } from '../forms/additions.js';
import { DraftPage } from './draft-page.service.js';
import { NamedDraft } from './named-draft.js';
import { isPart, type Part, PartForms } from './part-forms.service.js';
import { one } from '../forms/typed.js';

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
    const { language } = visitOf(res);
    const model = await this.forms.model(draft.document, at, { language });
    await this.page.part(res, VIEWS[at.part], { ...model, draft, seen: draft.sha256 });
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
    const sent = this.forms.completed(at, typedValues(body));
    const refused = await this.kept(draft, at, sent);
    if (refused || sent.isAsking) {
      const { language } = visitOf(res);
      const model = await this.forms.model(draft.document, at, { language, typed: sent.values });
      const seen = refused?.code === 'stale-version' ? undefined : one(sent.values, 'impronta');
      const shown = { ...model, draft, added: sent.added, seen: seen || draft.sha256 };
      await this.page.part(res, VIEWS[at.part], shown, refused);
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

  /** Whoever asks for one more group of the form has not saved yet. */
  private async kept(
    draft: WorkflowVersion,
    at: At,
    { values, isAsking, errors }: Completed,
  ): Promise<Refusal | undefined> {
    if (isAsking) return errors.length > 0 ? Refusal.fields(errors) : undefined;
    const changed = this.forms.changed(draft.document, at, values);
    return isRefusal(changed)
      ? changed
      : this.drafts.save({ code: draft.code, sha256: one(values, 'impronta') }, changed);
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
