import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import { may, type Viewer } from '../../../access/viewer.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { DeskListPage } from './desk-list-page.service.js';

@Controller('ufficio')
export class DeskController {
  constructor(
    private readonly pages: Pages,
    private readonly page: DeskListPage,
  ) {}

  /** A helper has no list: their desk is the form. */
  @Get()
  @Allow('requests.see', 'requests.file-for-others')
  async list(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Query() typed: unknown,
  ): Promise<void> {
    const viewer = officePerson(asking);
    if (!may(viewer, 'requests.see')) return this.pages.redirect(res, '/ufficio/aiuto');
    const model = await this.page.model(viewer, typed, visitOf(res).language);
    this.pages.render(res, 'offices/list', model);
  }
}
