import { Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { Refusal } from '../../../shared/refusal.js';
import { DigestStops } from '../../../statistics/partners/districts/digest-stops.service.js';
import { isOneClick, TakesOneClick } from '../../../web/one-click.js';
import { Pages } from '../../../web/pages.js';

/**
 * From a district council's monthly letter to its end, and back. Opening the address changes nothing, mail scanners open it too: a button
 * does, here or in the mail program (RFC 8058).
 */
@Controller('ente/riepilogo/:token')
export class DigestController {
  constructor(
    private readonly stops: DigestStops,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response, @Param('token') token: string): Promise<Refusal | undefined> {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const found = await this.stops.find(token);
    if (!found) return new Refusal('not-found');
    const { councilName, isStopped } = found;
    this.pages.render(res, 'partners/digest', { councilName, isStopped, path: pathOf(token) });
    return undefined;
  }

  @Post()
  @Public()
  @TakesOneClick()
  async stop(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
  ): Promise<Refusal | undefined> {
    const found = await this.stops.find(token);
    if (!found) return new Refusal('not-found');
    await this.stops.stop(found);
    if (isOneClick(req)) res.status(HttpStatus.NO_CONTENT).end();
    else this.pages.redirect(res, pathOf(token), 'district:digestPage.stoppedNow');
    return undefined;
  }

  @Post('riprendi')
  @Public()
  async resume(@Res() res: Response, @Param('token') token: string): Promise<Refusal | undefined> {
    const found = await this.stops.find(token);
    if (!found) return new Refusal('not-found');
    await this.stops.resume(found);
    this.pages.redirect(res, pathOf(token), 'district:digestPage.resumedNow');
    return undefined;
  }
}

function pathOf(token: string): string {
  return `/ente/riepilogo/${token}`;
}
