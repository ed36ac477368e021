import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { SessionKeeper } from '../../../access/sessions/session-keeper.service.js';
import { Environment } from '../../../config/environment.js';
import type { FoundLink } from '../../../requests/tasks/links/task-links.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { deviceOf, rememberDevice } from './device-cookie.js';
import { type Arrival, LinkDesk } from './link-desk.service.js';
import { codeForm, codeOnlyForm, emptyForm, openForm } from './link-form.js';

const GONE = 410;

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
    if (arrival.link.standing !== 'open') return this.showEnd(res, token, arrival);
    const canChange = arrival.link.personName === null;
    const asksAnew = canChange && isOther === '1';
    this.render(res, 'link', { token, arrival, extra: { asksAnew, canChange, refusal: null } });
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
    if (link.standing !== 'open') return this.showEnd(res, token, arrival);
    const form = parseForm(openForm, body);
    const isOther = form.ok && form.value.other === '1' && link.personName === null;
    if (!needsCode && !isOther && name) return this.admit(req, res, { link, name });
    const refused = await this.desk.sendCode(link);
    if (!refused) {
      this.pages.redirect(res, `/incarico/${token}/codice`, 'links:codeSent');
      return undefined;
    }
    const extra = { asksAnew: isOther, canChange: link.personName === null, refusal: refused };
    this.render(res, 'link', { token, arrival, extra }, statusOf(refused));
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
    if (arrival.link.standing !== 'open') return this.showEnd(res, token, arrival);
    this.showCode(res, { token, arrival, values: {} });
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
    if (link.standing !== 'open') return this.showEnd(res, token, arrival);
    const form = readCode(link, body);
    if (!form.ok) {
      this.showCode(res, { token, arrival, values: form.values, errors: form.errors });
      return undefined;
    }
    const device = deviceOf(req, this.isProduction);
    const proved = await this.desk.prove(link, { ...form.given, device });
    if (isRefusal(proved)) {
      this.showCode(res, { token, arrival, values: form.values, errors: proved.errors });
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
    if (arrival.link.standing === 'revoked') return this.showEnd(res, token, arrival);
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

  private showEnd(res: Response, token: string, arrival: Arrival): undefined {
    const { address, office } = arrival.link;
    const isExpired = arrival.link.standing === 'expired' && address !== null;
    const standing = arrival.link.standing === 'revoked' ? 'revoked' : 'ended';
    const name = inLanguage(office.name, visitOf(res).language);
    const extra = { isExpired, standing, office: { ...office, name } };
    this.render(res, 'link-end', { token, arrival, extra }, GONE);
  }

  private showCode(
    res: Response,
    page: {
      token: string;
      arrival: Arrival;
      values: TypedValues;
      errors?: Refusal['errors'];
    },
  ): void {
    const { token, arrival, values, errors = [] } = page;
    const asksName = arrival.link.personName === null;
    const extra = { values, errors, refusal: null, asksName };
    this.render(res, 'link-code', { token, arrival, extra }, errors.length > 0 ? 422 : 200);
  }

  private render(
    res: Response,
    view: string,
    { token, arrival, extra }: { token: string; arrival: Arrival; extra: object },
    status = 200,
  ): void {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const { link, name, needsCode, maskedAddress } = arrival;
    const path = `/incarico/${token}`;
    const { ticketNumber, partnerName } = link;
    const shown = { path, ticketNumber, partnerName, name, needsCode, maskedAddress };
    this.pages.render(res, `partners/${view}`, { ...shown, ...extra, nav: [] }, status);
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
