import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { FileStore } from '../../../files/file-store.js';
import { serveFile } from '../../../files/serve-file.js';
import { Drafts } from '../../../requests/filing/drafts.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { draftIdOf } from './draft-session.js';

/** Thumbnails of what was uploaded and not yet sent: for the browser that writes the draft, and nobody else. */
@Controller('servizi/segnalazione-disservizio/nuova/allegati')
export class DraftFilesController {
  constructor(
    private readonly drafts: Drafts,
    private readonly store: FileStore,
  ) {}

  @Get(':id')
  @Public()
  async show(
    @Req() req: Request,
    @Res() res: Response,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const draftId = draftIdOf(req);
    const draft = draftId ? await this.drafts.read(draftId) : null;
    const file = draft?.files.find((one) => one.id === id);
    if (!file || !(await serveFile(res, this.store, file))) return new Refusal('not-found');
    return undefined;
  }
}
