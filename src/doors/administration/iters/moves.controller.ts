import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { validate } from 'uuid';
import { Allow } from '../../../access/access-rule.js';
import { IterMoves } from '../../../requests/moving/iter-moves.service.js';
import { MoveOrders } from '../../../requests/moving/move-orders.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { seeOther } from '../../../web/see-other.js';
import { MovePage, movePath } from './move-page.service.js';

/** Running requests on their way to another version: how far it is, a stop before the end, what came of it. */
@Controller('amministrazione/iter/:code/spostamenti/:id')
export class MovesController {
  constructor(
    private readonly page: MovePage,
    private readonly moves: IterMoves,
    private readonly orders: MoveOrders,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async show(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const found = await this.find(code, id);
    if (!found) return new Refusal('not-found');
    await this.page.showMove(res, found.order, found.move);
    return undefined;
  }

  @Post('ferma')
  @Allow('configuration.edit')
  async stop(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const found = await this.find(code, id);
    if (!found) return new Refusal('not-found');
    await this.moves.stop(found.move);
    seeOther(res, movePath(code, id));
    return undefined;
  }

  private async find(code: string, id: string) {
    const move = validate(id) ? await this.moves.find(id) : null;
    if (!move) return null;
    const order = await this.orders.of(move);
    return order.to.code === code ? { move, order } : null;
  }
}
