import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { IterMoves } from '../../../requests/moving/iter-moves.service.js';
import type { MoveOrder } from '../../../requests/moving/move-order.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, type TypedValues, typedValues } from '../../../web/forms.js';
import { seeOther } from '../../../web/see-other.js';
import { MovePage, movePath } from './move-page.service.js';
import { one } from '../forms/typed.js';

/** Running requests of an older version are brought to the one in force: chosen, previewed, ordered. */
@Controller('amministrazione/iter/:code/sposta/:number')
export class MovingController {
  constructor(
    private readonly page: MovePage,
    private readonly moves: IterMoves,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async form(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('number') number: string,
  ): Promise<Refusal | undefined> {
    const order = await this.page.order(code, Number(number), {});
    if (!order) return new Refusal('not-found');
    await this.page.show(res, order);
    return undefined;
  }

  /** Without the button "move" it shows what would happen, and changes nothing. */
  @Post()
  @Allow('configuration.edit')
  async send(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Param('number') number: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const values = typedValues(body);
    const order = await this.page.order(code, Number(number), values);
    if (!order || viewer.kind !== 'office') return new Refusal('not-found');
    const isMeant = one(values, 'sposta') === String(order.to.number);
    if (!isMeant) await this.page.show(res, order, { values, isPreview: true });
    else await this.move(res, order, { values, viewer });
    return undefined;
  }

  private async move(
    res: Response,
    order: MoveOrder,
    { values, viewer }: { values: TypedValues; viewer: Parameters<IterMoves['begin']>[0] },
  ): Promise<void> {
    const id = await this.moves.begin(viewer, order);
    if (isRefusal(id)) await this.page.show(res, order, { values, refusal: id });
    else seeOther(res, movePath(order.to.code, id));
  }
}
