import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { SHEET_FIELDS } from '../../../worksheets/domain/sheet-row.js';
import { SheetUploads } from '../../../worksheets/intake/sheet-uploads.service.js';
import { SheetIntake } from '../../../worksheets/intake/sheet-intake.service.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { officePerson } from '../office-viewer.js';
import { columnField, uploadForm, wordsOf } from './worksheet-form.js';

/** A partner's sheet comes in. */
@Controller('ufficio/tabulati/nuovo/:partner')
export class WorksheetUploadController {
  constructor(
    private readonly pages: Pages,
    private readonly uploads: SheetUploads,
    private readonly intake: SheetIntake,
  ) {}

  @Get()
  @Allow('requests.assign')
  async form(
    @Res() res: Response,
    @Param('partner', NamedPartner) partner: Partner,
  ): Promise<Refusal | undefined> {
    await this.show(res, partner, { values: { month: this.intake.lastMonth() } });
    return undefined;
  }

  @Post()
  @Allow('requests.assign')
  @AcceptsFiles({ sheet: 1 })
  async take(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('partner', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    const form = parseForm(uploadForm, body);
    const { files, errors: fileErrors } = uploadsOf(req);
    const [file] = files['sheet'] ?? [];
    const missing = file || fileErrors.length > 0 ? [] : [{ field: 'sheet', code: 'required' }];
    const errors = [...(form.ok ? [] : form.errors), ...fileErrors, ...missing];
    const taken =
      form.ok && file && errors.length === 0
        ? await this.uploads.take({
            partnerId: partner.id,
            month: form.value.month,
            file,
            words: wordsOf(form.value),
            channel: 'office',
            by: person.name,
          })
        : Refusal.fields(errors);
    if (isRefusal(taken)) await this.show(res, partner, { values: form.values, refusal: taken });
    else this.pages.redirect(res, `/ufficio/tabulati/${taken}`, 'worksheets:received');
    return undefined;
  }

  private async show(
    res: Response,
    partner: Partner,
    { values, refusal }: { values: TypedValues; refusal?: Refusal },
  ): Promise<void> {
    const { words: kept, mailbox } = await this.intake.facts(partner.id);
    const columns = SHEET_FIELDS.map((field) => ({
      name: columnField(field),
      label: `worksheets:columns.${field}`,
      value: kept[field] ?? '',
    }));
    const model = {
      partner: { code: partner.code, name: partner.name },
      columns,
      mailbox,
      values,
      errors: refusal?.errors ?? [],
      refusal: refusal && refusal.errors.length === 0 ? refusal : null,
    };
    this.pages.render(res, 'offices/worksheet-new', model, refusal ? statusOf(refusal) : 200);
  }
}
