import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../access/access-rule.js';
import { Transactions } from '../../database/transactions.js';
import { ReceivedMails } from '../../deliveries/inbound/received-mails.service.js';
import { Refusal } from '../../shared/refusal.js';
import type { FormBody } from '../../web/forms.js';
import { Pages } from '../../web/pages.js';

/** Mail that no machine could place: the front desk reads it, does what is to be done, and ticks it off. */
@Controller('ufficio/posta')
export class WaitingMailController {
  constructor(
    private readonly pages: Pages,
    private readonly received: ReceivedMails,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @Allow('requests.take-message')
  async list(@Res() res: Response): Promise<void> {
    this.pages.render(res, 'offices/waiting-mail', { mails: await this.received.waiting() });
  }

  @Post(':id/fatto')
  @Allow('requests.take-message')
  async settle(
    @Res() res: Response,
    @Param('id') id: string,
    @Body() _body: FormBody,
  ): Promise<Refusal | undefined> {
    const isSettled = await this.transactions.run((em) => this.received.settle(em, id));
    if (!isSettled) return new Refusal('not-found');
    this.pages.redirect(res, '/ufficio/posta', 'mailbox:settled');
    return undefined;
  }
}
