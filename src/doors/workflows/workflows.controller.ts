import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../access/access-rule.js';
import { Refusal } from '../../shared/refusal.js';
import { Pages } from '../../web/pages.js';
import { visitOf } from '../../web/request/visit.js';
import { WorkflowDrawings } from '../../workflow/drawing/workflow-drawings.service.js';
import { Workflows } from '../../workflow/workflow.service.js';

/** The diagram of the version in force, as a picture that any page or document may show. */
@Controller('workflows')
export class WorkflowsController {
  constructor(
    private readonly pages: Pages,
    private readonly workflows: Workflows,
    private readonly drawings: WorkflowDrawings,
  ) {}

  @Get(':code.svg')
  @Public()
  async diagram(@Res() res: Response, @Param('code') code: string): Promise<Refusal | undefined> {
    const published = await this.workflows.published(code);
    if (!published) return new Refusal('not-found');
    const drawing = this.drawings.draw(published.document, visitOf(res).language);
    this.pages.renderAs(res, 'image/svg+xml', 'workflow/diagram-file', { drawing });
    return undefined;
  }
}
