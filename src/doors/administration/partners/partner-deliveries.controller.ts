import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { DeliveryHistory } from '../../../deliveries/delivery-history.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { TicketNumbers } from '../../../requests/ticket-numbers.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { letterKey } from '../letter-key.js';

const PAGE = 25;

/** What was sent to one partner: when, to which address, each try with its answer, time and size. */
@Controller('amministrazione/enti/:code/invii')
export class PartnerDeliveriesController {
  constructor(
    private readonly pages: Pages,
    private readonly history: DeliveryHistory,
    private readonly numbers: TicketNumbers,
  ) {}

  @Get()
  @Allow('deliveries.see')
  async list(
    @Res() res: Response,
    @Param('code', NamedPartner) partner: Partner,
    @Query('da') typed?: unknown,
  ): Promise<Refusal | undefined> {
    const cursor = typeof typed === 'string' ? typed : undefined;
    const { items, next } = await this.history.ofPartner(partner.id, cursor, PAGE);
    const numbers = await this.numbers.of(items.map(({ subject }) => subject));
    this.pages.render(res, 'administration/partner-deliveries', {
      partner: { code: partner.code, name: partner.name },
      items: items.map((one) => ({
        ...one,
        letterKey: letterKey(one.kind),
        ticketNumber: numbers.get(one.subject ?? '') ?? null,
      })),
      next,
      isFirst: cursor === undefined,
    });
    return undefined;
  }
}
