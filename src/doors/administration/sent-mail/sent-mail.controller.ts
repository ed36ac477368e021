import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { Environment } from '../../../config/environment.js';
import { type KeptMail, MailFolder } from '../../../deliveries/channels/mail-folder.js';
import { Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';

const SHOWN = 100;
/** A mail runs nothing and loads nothing; its links open beside it. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** The mail that never left the house, for demo and development; in production these addresses do not exist. */
@Controller('dimostrazione/posta')
export class SentMailController {
  constructor(
    private readonly pages: Pages,
    private readonly folder: MailFolder,
    private readonly environment: Environment,
  ) {}

  @Get()
  @Public()
  async list(@Res() res: Response): Promise<Refusal | undefined> {
    if (this.environment.isProduction) return new Refusal('not-found');
    const mails = await this.folder.list(SHOWN);
    const lines = mails.map(({ id, at, to, subject }) => ({ id, at, to, subject }));
    this.pages.render(res, 'administration/sent-mail', { lines, shown: SHOWN });
    return undefined;
  }

  @Get(':id')
  @Public()
  async show(@Res() res: Response, @Param('id') id: string): Promise<Refusal | undefined> {
    const mail = await this.find(id);
    if (!mail) return new Refusal('not-found');
    const policy = String(res.getHeader('Content-Security-Policy'));
    res.setHeader('Content-Security-Policy', `${policy};frame-src 'self'`);
    const model = {
      ...mail,
      from: this.environment.mailFrom,
      htmlPath: `/dimostrazione/posta/${id}/html`,
    };
    this.pages.render(res, 'administration/sent-mail-one', model);
    return undefined;
  }

  /** The HTML as it was sent, alone, under a policy of its own. */
  @Get(':id/html')
  @Public()
  async html(@Res() res: Response, @Param('id') id: string): Promise<Refusal | undefined> {
    const mail = await this.find(id);
    if (!mail) return new Refusal('not-found');
    res.setHeader('Content-Security-Policy', MAIL_POLICY);
    res.setHeader('X-Frame-Options', 'SAMEORIGIN');
    res.type('html').send(mail.html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
    return undefined;
  }

  private async find(id: string): Promise<KeptMail | null> {
    return this.environment.isProduction ? null : this.folder.one(id);
  }
}
