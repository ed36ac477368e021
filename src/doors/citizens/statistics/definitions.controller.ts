import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { DEFINITIONS } from '../../../statistics/domain/definitions.js';
import { Pages } from '../../../web/pages.js';

/** What every figure means, for whoever reads one in a newspaper. */
@Controller('statistiche')
export class DefinitionsController {
  constructor(private readonly pages: Pages) {}

  @Get('definizioni')
  @Public()
  show(@Res() res: Response): void {
    this.pages.render(res, 'citizens/definitions', { definitions: DEFINITIONS });
  }
}
