import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { ServicePage } from './service-page.service.js';

/** The page that tells what the service is, before anybody uses it. */
@Controller('servizi/segnalazione-disservizio')
export class ServiceController {
  constructor(
    private readonly pages: Pages,
    private readonly page: ServicePage,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response): Promise<void> {
    this.pages.render(res, 'citizens/service', await this.page.model(visitOf(res)));
  }
}
