import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { validate } from 'uuid';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { LinkBook } from '../../../requests/tasks/links/link-book.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { handOverForm } from './link-form.js';
import { handedBy, LinkDesk } from './link-desk.service.js';

interface Place {
  readonly ticketNumber: string;
  readonly taskId: string;
}

interface Shown {
  readonly place: Place;
  readonly url?: string;
  readonly values?: TypedValues;
  readonly refusal?: Refusal;
}

/** The clerk hands the task to a colleague who goes there: a link in the colleague's name, which then signs what they record. */
@Controller('ente/segnalazioni/:ticketNumber/collegamento/:taskId')
export class HandOverController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly links: LinkDesk,
    private readonly book: LinkBook,
    private readonly views: RequestViews,
    private readonly partners: Partners,
  ) {}

  @Get()
  @Allow('tasks.answer')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
  ): Promise<Refusal | undefined> {
    const task = await this.task(res, viewer, place);
    if (isRefusal(task)) return task;
    await this.show(res, viewer, { place: task });
    return undefined;
  }

  @Post()
  @Allow('tasks.answer')
  async handOver(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const task = await this.task(res, viewer, place);
    if (isRefusal(task)) return task;
    const form = parseForm(handOverForm, body);
    if (!form.ok) {
      const refusal = Refusal.fields(form.errors);
      await this.show(res, viewer, { place: task, values: form.values, refusal });
      return undefined;
    }
    const { personName, address = null } = form.value;
    const partnerName = (await this.partners.byId(viewer.partnerId))?.name ?? '';
    const made = await this.links.handOver(viewer, task, { personName, address, partnerName });
    const outcome = isRefusal(made) ? { refusal: made } : { url: made };
    await this.show(res, viewer, { place: task, values: form.values, ...outcome });
    return undefined;
  }

  @Post(':linkId/revoca')
  @Allow('tasks.answer')
  async revoke(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() { linkId, ...place }: Place & { readonly linkId: string },
  ): Promise<Refusal | undefined> {
    const task = await this.task(res, viewer, place);
    if (isRefusal(task)) return task;
    if (!validate(linkId)) return new Refusal('not-found');
    const refused = await this.links.revoke(viewer, task.taskId, linkId);
    if (refused) return refused;
    this.desk.redirect(res, pathOf(task), 'links:desk.revokedNow');
    return undefined;
  }

  /** Only a task that still takes answers is handed on. */
  private async task(res: Response, viewer: PartnerViewer, { ticketNumber, taskId }: Place) {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const task = view.tasks.find(
      (one) => one.id === taskId && one.partnerId === viewer.partnerId && one.isOpen,
    );
    if (!task) return new Refusal('not-found');
    const { request } = view;
    return { taskId, requestId: request.id, ticketNumber: request.ticketNumber };
  }

  private async show(
    res: Response,
    viewer: PartnerViewer,
    { place, url = '', values = {}, refusal }: Shown,
  ): Promise<void> {
    const model = {
      path: pathOf(place),
      ticketNumber: place.ticketNumber,
      handed: await this.book.handed(handedBy(viewer, place.taskId)),
      url,
      values,
      isMailed: url !== '' && typeof values['address'] === 'string' && values['address'] !== '',
      errors: refusal?.errors ?? [],
      refusal: refusal && refusal.errors.length === 0 ? refusal : null,
    };
    await this.desk.render(res, viewer, {
      view: 'hand-over',
      model,
      status: refusal ? statusOf(refusal) : 200,
    });
  }
}

function pathOf({ ticketNumber, taskId }: Place): string {
  return `/ente/segnalazioni/${ticketNumber}/collegamento/${taskId}`;
}
