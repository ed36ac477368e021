import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../../access/access-rule.js';
import type { PartnerViewer } from '../../../../access/viewer.js';
import { newId } from '../../../../shared/ids.js';
import { isRefusal, Refusal } from '../../../../shared/refusal.js';
import { statusOf } from '../../../../web/answer.js';
import { type FormBody, parseForm } from '../../../../web/forms.js';
import { AcceptsFiles, uploadsOf } from '../../../../web/uploads.js';
import { CurrentPartner } from '../../current-partner.js';
import { PartnerDesk } from '../../partner-desk.service.js';
import { AnswerImport, type Plan } from './answer-import.service.js';
import { WRITTEN_STATES } from './answer-rows.js';

const confirmForm = z.strictObject({
  submissionId: z.uuid('invalid'),
  handle: z.string().min(1, 'required').max(190_000, 'invalid'),
});

/** A partner's table of answers: uploaded, shown row by row, confirmed with one button. */
@Controller('ente/risposte')
export class AnswerImportController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly answers: AnswerImport,
  ) {}

  @Get()
  @Allow('tasks.answer')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
  ): Promise<Refusal | undefined> {
    if (viewer.link) return new Refusal('not-found');
    await this.show(res, viewer);
    return undefined;
  }

  @Post()
  @Allow('tasks.answer')
  @AcceptsFiles({ file: 1 })
  async preview(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
  ): Promise<Refusal | undefined> {
    if (viewer.link) return new Refusal('not-found');
    const { files, errors } = uploadsOf(req);
    const [file] = files['file'] ?? [];
    const missing = errors.length > 0 ? errors : [{ field: 'file', code: 'required' }];
    const plan = file ? await this.answers.plan(viewer, file.bytes) : Refusal.fields(missing);
    if (isRefusal(plan)) await this.show(res, viewer, plan);
    else await this.desk.render(res, viewer, { view: 'answers-preview', model: previewOf(plan) });
    return undefined;
  }

  @Post('conferma')
  @Allow('tasks.answer')
  async confirm(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(confirmForm, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const { handle, submissionId } = form.value;
    const rows = await this.answers.confirm(viewer, handle, submissionId);
    if (isRefusal(rows)) return rows;
    const hasFault = rows.some(({ refusal }) => refusal !== null);
    await this.desk.render(res, viewer, { view: 'answers-done', model: { rows, hasFault } });
    return undefined;
  }

  private async show(res: Response, viewer: PartnerViewer, refusal?: Refusal): Promise<void> {
    const model = {
      states: WRITTEN_STATES,
      values: {},
      errors: refusal?.errors ?? [],
      refusal: null,
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'answers-file', model, status });
  }
}

function previewOf({ rows, handle }: Plan) {
  const count = rows.filter(({ answer }) => answer !== null).length;
  const refused = rows.filter(({ error, refusal }) => error ?? refusal).length;
  return {
    rows: rows.map((row) => ({ ...row, at: row.answer?.performedAt ?? row.answer?.plannedFor })),
    ...{ handle, count, refused, submissionId: newId() },
  };
}
