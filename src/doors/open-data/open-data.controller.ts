import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../access/access-rule.js';
import { Refusal } from '../../shared/refusal.js';
import { csvStream } from '../../statistics/csv.js';
import { Pages } from '../../web/pages.js';
import { Refused } from '../../web/request/refused.js';
import { OpenDataDesk } from './open-data-desk.service.js';

const HOUR = 'public, max-age=3600';

/** What everybody may read and reuse (CC BY 4.0): never a name, never a text. */
@Controller('open-data')
export class OpenDataController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: OpenDataDesk,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response): Promise<void> {
    this.pages.render(res, 'citizens/open-data', await this.desk.page());
  }

  @Get('requests.csv')
  @Public()
  async csv(@Res() res: Response, @Query('month') typed?: unknown): Promise<void> {
    await this.send(res, typed, 'csv');
  }

  @Get('requests.json')
  @Public()
  async json(@Res() res: Response, @Query('month') typed?: unknown): Promise<void> {
    await this.send(res, typed, 'json');
  }

  @Get('catalog.rdf')
  @Public()
  async catalogue(@Res() res: Response): Promise<void> {
    res.setHeader('Cache-Control', HOUR);
    res.type('application/rdf+xml').send(await this.desk.rdf());
  }

  @Get('datapackage.json')
  @Public()
  async dataPackage(@Res() res: Response): Promise<void> {
    res.setHeader('Cache-Control', HOUR);
    res.json(await this.desk.dataPackage());
  }

  private async send(res: Response, typed: unknown, format: 'csv' | 'json'): Promise<void> {
    const month = this.desk.month(typed);
    if (typeof month === 'string')
      throw new Refused(Refusal.fields([{ field: 'month', code: month }]));
    const refused = await this.desk.write(month, (rows) => {
      res.setHeader('Cache-Control', HOUR);
      res.setHeader('Link', '<https://creativecommons.org/licenses/by/4.0/>; rel="license"');
      res.type(format).attachment(`segnalazioni-${month.code}.${format}`);
      const file =
        format === 'csv'
          ? csvStream(rows, 'point')
          : Readable.from(this.desk.jsonPieces(rows), { objectMode: false });
      return pipeline(file, res);
    });
    if (refused) throw new Refused(refused);
  }
}
