import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { Territory } from '../../../territory/territory.service.js';
import { visitOf } from '../../../web/request/visit.js';
import { TownMap } from './town-map.service.js';

/** What the town knows of its places, for the scripts of the filing page: nothing here is secret, nothing depends on who asks. */
@Controller('servizi/luoghi')
export class PlacesController {
  constructor(
    private readonly territory: Territory,
    private readonly map: TownMap,
  ) {}

  @Get()
  @Public()
  async search(@Res() res: Response, @Query('q') typed: unknown): Promise<void> {
    const { language } = visitOf(res);
    const found = await this.territory.search(typeof typed === 'string' ? typed.slice(0, 200) : '');
    const items = found.map(({ area, ...place }) => ({
      ...place,
      area: inLanguage(area.name, language),
    }));
    res.json({ items, next: null });
  }

  @Get('mappa')
  @Public()
  async drawing(@Res() res: Response): Promise<void> {
    res.json(await this.map.drawing(visitOf(res).language));
  }
}
