import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { OpinionDesk, refusalOf } from '../../../requests/opinions/opinion-desk.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { text } from '../../../web/fields.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';

const opinionForm = z.strictObject({
  submissionId: z.uuid('invalid'),
  opinion: text(100_000, { lines: true }), // the desk knows its own limit
});

interface Asking {
  readonly res: Response;
  readonly viewer: PartnerViewer;
  readonly ticketNumber: string;
}

/** A district council's public opinion of a request in its area. */
@Controller('ente/segnalazioni/:ticketNumber/parere')
export class OpinionController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly opinions: OpinionDesk,
  ) {}

  @Get()
  @Allow('partner.requests')
  form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    return this.show({ res, viewer, ticketNumber }, {});
  }

  @Post()
  @Allow('partner.requests')
  async give(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(opinionForm, body);
    const given = form.ok
      ? await this.opinions.give(viewer, ticketNumber, { text: form.value.opinion, key: form.value.submissionId }) // prettier-ignore
      : Refusal.fields(form.errors);
    if (isRefusal(given)) return this.show({ res, viewer, ticketNumber }, form.values, given);
    const path = `/ente/segnalazioni/${given.ticketNumber}`;
    this.desk.redirect(res, path, 'district:opinion.given');
    return undefined;
  }

  private async show(
    { res, viewer, ticketNumber }: Asking,
    values: TypedValues,
    refusal?: Refusal,
  ): Promise<Refusal | undefined> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const held = refusalOf(viewer, view.request);
    if (held) return held;
    const errors = refusal?.errors ?? [];
    const model = {
      ticketNumber: view.request.ticketNumber,
      title: view.title,
      ...{ values, errors, submissionId: submissionIdOf(values) },
      refusal: errors.length > 0 ? null : (refusal ?? null),
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'opinion', model, status });
    return undefined;
  }
}
