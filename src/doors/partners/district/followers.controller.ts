import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { FollowerDesk } from '../../../requests/followers/follower-desk.service.js';
import { looksAfter } from '../../../requests/opinions/opinion-desk.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { email, text } from '../../../web/fields.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';

const followerForm = z.strictObject({
  submissionId: z.uuid('invalid'),
  name: text(120, { min: 3 }),
  email: email(),
  consent: z.literal('on', 'consent-needed'),
});

interface Asking {
  readonly res: Response;
  readonly viewer: PartnerViewer;
  readonly ticketNumber: string;
}

/** Several people behind one number: a district council adds them, with their consent. */
@Controller('ente/segnalazioni/:ticketNumber/seguita-da')
export class FollowersController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly followers: FollowerDesk,
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
  async add(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(followerForm, body);
    if (!form.ok)
      return this.show({ res, viewer, ticketNumber }, form.values, Refusal.fields(form.errors));
    const { name, email: address, submissionId: key } = form.value;
    const person = { name, email: address, language: visitOf(res).language };
    const added = await this.followers.add(viewer, ticketNumber, { person, key });
    if (isRefusal(added)) return this.show({ res, viewer, ticketNumber }, form.values, added);
    const path = `/ente/segnalazioni/${added.ticketNumber}/seguita-da`;
    this.desk.redirect(res, path, 'followers:add.done');
    return undefined;
  }

  private async show(
    { res, viewer, ticketNumber }: Asking,
    values: TypedValues,
    refusal?: Refusal,
  ): Promise<Refusal | undefined> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    if (!looksAfter(viewer, view.request)) return new Refusal('not-allowed');
    const errors = refusal?.errors ?? [];
    const model = {
      ticketNumber: view.request.ticketNumber,
      title: view.title,
      count: view.followers.count,
      isClosed: view.state.kind === 'closed',
      ...{ values, errors, submissionId: submissionIdOf(values) },
      refusal: errors.length > 0 ? null : (refusal ?? null),
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'followers', model, status });
    return undefined;
  }
}
