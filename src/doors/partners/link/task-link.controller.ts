import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { SessionKeeper } from '../../../access/sessions/session-keeper.service.js';
import { Environment } from '../../../config/environment.js';
import type { FoundLink } from '../../../requests/tasks/links/task-links.service.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { deviceOf, rememberDevice } from './device-cookie.js';
import { type Arrival, LinkDesk } from './link-desk.service.js';
import { LinkPages } from './link-pages.service.js';
import { codeForm, codeOnlyForm, emptyForm, openForm } from './link-form.js';

/**
 * The way from a mail to a task. Opening the address changes nothing, however often and by whom: mail scanners open it too. A button asks
 * for the code, the code opens the task, and from there on the address holds no secret.
 */
@Controller('incarico/:token')
export class TaskLinkController {
  private readonly isProduction: boolean;

  constructor(
    private readonly desk: LinkDesk,
    private readonly keeper: SessionKeeper,
    private readonly pages: Pages,
    private readonly shown: LinkPages,
    environment: Environment,
  ) {
    this.isProduction = environment.isProduction;
  }

  @Get()
  @Public()
  async start(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
    @Query('altra') isOther?: unknown,
  ): Promise<Refusal | undefined> {
    const arrival = await this.arrive(req, token);
    if (isRefusal(arrival)) return arrival;
    if (arrival.link.standing !== 'open') return this.shown.end(res, { token, arrival });
    const asksAnew = arrival.link.personName === null && isOther === '1';
    this.shown.start(res, { token, arrival }, { asksAnew, refusal: null });
    return undefined;
  }

  @Post()
  @Public()
  async open(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const arrival = await this.arrive(req, token);
    if (isRefusal(arrival)) return arrival;
    const { link, name, needsCode } = arrival;
    if (link.standing !== 'open') return this.shown.end(res, { token, arrival });
    const form = parseForm(openForm, body);
    const isOther = form.ok && form.value.other === '1' && link.personName === null;
    if (!needsCode && !isOther && name) return this.admit(req, res, { link, name });
    const refused = await this.desk.sendCode(link);
    if (!refused) {
      this.pages.redirect(res, `/incarico/${token}/codice`, 'links:codeSent');
      return undefined;
    }
    this.shown.start(res, { token, arrival }, { asksAnew: isOther, refusal: refused });
    return undefined;
  }

  @Get('codice')
  @Public()
  async codePage(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
  ): Promise<Refusal | undefined> {
    const arrival = await this.arrive(req, token);
    if (isRefusal(arrival)) return arrival;
    if (arrival.link.standing !== 'open') return this.shown.end(res, { token, arrival });
    this.shown.code(res, { token, arrival }, { values: {}, errors: [] });
    return undefined;
  }

  @Post('codice')
  @Public()
  async prove(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const arrival = await this.arrive(req, token);
    if (isRefusal(arrival)) return arrival;
    const { link } = arrival;
    if (link.standing !== 'open') return this.shown.end(res, { token, arrival });
    const form = readCode(link, body);
    if (!form.ok) {
      this.shown.code(res, { token, arrival }, form);
      return undefined;
    }
    const device = deviceOf(req, this.isProduction);
    const proved = await this.desk.prove(link, { ...form.given, device });
    if (isRefusal(proved)) {
      this.shown.code(res, { token, arrival }, { values: form.values, errors: proved.errors });
      return undefined;
    }
    rememberDevice(res, proved, this.isProduction);
    return this.admit(req, res, { link, name: form.given.name });
  }

  @Post('nuovo')
  @Public()
  async again(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const arrival = await this.arrive(req, token);
    if (isRefusal(arrival)) return arrival;
    if (arrival.link.standing === 'revoked') return this.shown.end(res, { token, arrival });
    parseForm(emptyForm, body);
    const refused = await this.desk.sendAgain(arrival.link);
    if (refused) return refused;
    this.pages.redirect(res, `/incarico/${token}`, 'links:sentAgain');
    return undefined;
  }

  private arrive(req: Request, token: string): Promise<Arrival | Refusal> {
    return this.desk.arrive(token, deviceOf(req, this.isProduction));
  }

  /** From here on the address is the task's own, without a secret in it. */
  private async admit(
    req: Request,
    res: Response,
    { link, name }: { link: FoundLink; name: string },
  ): Promise<undefined> {
    const known = link.address === null ? 'declared' : 'mailbox';
    const { linkId, ticketNumber } = link;
    await this.keeper.holdTaskLink(req, { linkId, ticketNumber, name, known });
    this.pages.redirect(res, `/ente/segnalazioni/${ticketNumber}`);
  }
}

/** Whoever got the link by name is not asked for a name again. */
function readCode(link: FoundLink, body: FormBody) {
  if (link.personName === null) {
    const form = parseForm(codeForm, body);
    return form.ok ? { ...form, given: form.value } : form;
  }
  const form = parseForm(codeOnlyForm, body);
  return form.ok ? { ...form, given: { ...form.value, name: link.personName } } : form;
}
