import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import type { FormBody } from '../../../../web/forms.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { officePerson } from '../../office-viewer.js';
import { readBulk } from './bulk-form.js';
import { BulkPage } from './bulk-page.service.js';
import { BulkRunner } from './bulk-runner.service.js';

/** One thing done to several requests of the list. */
@Controller('ufficio/insieme')
export class BulkController {
  constructor(
    private readonly pages: Pages,
    private readonly page: BulkPage,
    private readonly runner: BulkRunner,
  ) {}

  @Post()
  @Allow('requests.work')
  async run(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const viewer = officePerson(asking);
    const { language } = visitOf(res);
    const read = readBulk(body);
    if (!read.ok) {
      this.pages.render(res, 'offices/bulk', await this.page.again(viewer, language, read), 422);
      return;
    }
    const { order } = read;
    if (order.what === null) {
      const lines = await this.page.lines(viewer, order.rows, language);
      this.pages.render(res, 'offices/bulk-print', { lines });
      return;
    }
    const results = await this.runner.run(viewer, order);
    const model = await this.page.results(viewer, language, { order, results });
    this.pages.render(res, 'offices/bulk-done', model);
  }
}
