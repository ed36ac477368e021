import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { Environment } from '../../../config/environment.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { docsPage } from './docs-page.js';
import { openApiDocument } from './openapi.js';
import { OPERATIONS } from './operations.js';

const CONTRACT_VERSION = '1.0.0';

/** What the API is, for programs and for people; made from what its controllers parse with. */
@Controller('api')
export class DescriptionController {
  constructor(
    private readonly pages: Pages,
    private readonly environment: Environment,
  ) {}

  @Get('openapi.json')
  @Public()
  document(@Res({ passthrough: true }) res: Response) {
    return openApiDocument(OPERATIONS, {
      title: `Iter: ${visitOf(res).council.name}`,
      version: CONTRACT_VERSION,
      url: this.environment.publicUrl,
    });
  }

  @Get('docs')
  @Public()
  page(@Res() res: Response): void {
    this.pages.render(res, 'api/docs', { groups: docsPage() });
  }
}
